# Sourced by what starts a cluster: the control plane, the same for both tiers.
# shellcheck shell=bash

# In $run, which has to be there: a key and a certificate, an administrator, and a port each.
make_credentials() {
  local token
  # all at once, so that they differ
  read -r etcd_port peer_port api_port < <(node -e '
    const servers = [1, 2, 3].map(() => require("net").createServer().listen(0, "127.0.0.1"));
    setImmediate(() => {
      console.log(servers.map((server) => server.address().port).join(" "));
      servers.forEach((server) => server.close());
    });')

  # the second address is that of the Service "kubernetes", by which pods call the API server
  openssl req -x509 -newkey rsa:2048 -nodes -days 365 -subj /CN=cdk8s-stateful-app -addext subjectAltName=IP:127.0.0.1,IP:10.96.0.1 \
    -keyout tls.key -out tls.crt 2> /dev/null
  openssl genrsa -out service-account.key 2048 2> /dev/null
  token=$(openssl rand -hex 16)
  echo "$token,admin,admin,system:masters" > tokens.csv
  cat > kubeconfig << YAML
apiVersion: v1
kind: Config
clusters: [{ name: test, cluster: { server: "https://127.0.0.1:$api_port", certificate-authority: $run/tls.crt } }]
users: [{ name: admin, user: { token: $token } }]
contexts: [{ name: test, context: { cluster: test, user: admin } }]
current-context: test
YAML
}

start_control_plane() { # FLAG OF THE API SERVER…
  local client
  start etcd "$etcd_bin/etcd" --data-dir "$run/etcd" --unsafe-no-fsync --log-level warn \
    --listen-client-urls "http://127.0.0.1:$etcd_port" --advertise-client-urls "http://127.0.0.1:$etcd_port" \
    --listen-peer-urls "http://127.0.0.1:$peer_port" --initial-advertise-peer-urls "http://127.0.0.1:$peer_port" \
    --initial-cluster "default=http://127.0.0.1:$peer_port"

  # An address for documentation (RFC 5737): nothing connects to it, and giving one spares the search for a default route.
  start kube-apiserver "$kubernetes_bin/kube-apiserver" --etcd-servers "http://127.0.0.1:$etcd_port" \
    --bind-address 127.0.0.1 --secure-port "$api_port" --advertise-address 192.0.2.1 --endpoint-reconciler-type none \
    --tls-cert-file "$run/tls.crt" --tls-private-key-file "$run/tls.key" --token-auth-file "$run/tokens.csv" \
    --service-account-key-file "$run/service-account.key" --service-account-signing-key-file "$run/service-account.key" \
    --service-account-issuer https://kubernetes.default.svc --service-cluster-ip-range 10.96.0.0/16 \
    --authorization-mode RBAC --allow-privileged=true "$@"
  await kube-apiserver 180 kubectl get --raw /readyz

  # No ports of their own, and none of the client throttling that would only slow the tests down.
  client=(--kubeconfig "$kubeconfig" --leader-elect=false --secure-port 0 --kube-api-qps 500 --kube-api-burst 1000)
  # The nodes of KWOK give no sign of life after their start: with the default grace period they, and so all pods, would be
  # marked as not ready every 45 seconds. The node of tier 2 has a grace period of its own.
  start kube-controller-manager "$kubernetes_bin/kube-controller-manager" "${client[@]}" \
    --service-account-private-key-file "$run/service-account.key" --root-ca-file "$run/tls.crt" \
    --enable-hostpath-provisioner=true --pvclaimbinder-sync-period 1s --horizontal-pod-autoscaler-sync-period 1s \
    --node-monitor-grace-period "${node_monitor_grace_period:-24h}"
  start kube-scheduler "$kubernetes_bin/kube-scheduler" "${client[@]}"
  kubectl apply --server-side -f "$bed/storage-class.yaml" > /dev/null
  await kube-controller-manager 180 kubectl get serviceaccount default
}
