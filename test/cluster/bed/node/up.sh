#!/usr/bin/env bash
# Starts a Kubernetes with one real node: containerd, kubelet, kube-proxy and CoreDNS beside the control plane, all in
# namespaces of their own for network, mounts and processes. The machine's own network and containers are left alone.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$bed/control-plane.sh"

"$node_bed/packages.sh"
need_tools
if is_ready; then
  say "Kubernetes $KUBERNETES_VERSION with a node is up already: $kubeconfig"
  exit 0
fi
"$bed/build.sh" node
for image in "${images[@]}"; do "$node_bed/image.sh" "$image"; done
[ ! -e "$run" ] || { say "clearing away a node that did not come up"; "$node_bed/down.sh"; }

umask 077
mkdir -p "$run"
cd "$run"
trap 'status=$?; [ $status = 0 ] || "$node_bed/down.sh"' EXIT

start_namespace() {
  local directory hierarchy controller
  for directory in "${private_directories[@]}"; do
    mkdir -p -m 755 "$directory"
    # Whoever else uses the place removes it when it is empty, and with it what is mounted there elsewhere.
    touch "$directory/$cgroup"
  done
  while read -r hierarchy; do
    mkdir -p "$hierarchy/$cgroup"
    # version 2 only: a group has what its parent passes on
    for controller in $(cat "$hierarchy/cgroup.controllers" 2> /dev/null); do
      echo "+$controller" > "$hierarchy/cgroup.subtree_control" || true
    done
  done < <(cgroup_hierarchies)
  start namespace unshare --net --mount --pid --fork --kill-child --mount-proc \
    "$node_bed/init.sh" "$node_ip/${pod_subnet#*/}" "$run/namespace.ready" "${private_directories[@]}"
  await namespace 60 test -e namespace.ready
  use_namespace
}

start_containerd() {
  local image
  mkdir cni
  cat > cni/10-bridge.conflist << JSON
{
  "cniVersion": "0.4.0",
  "name": "pods",
  "plugins": [{
    "type": "bridge", "bridge": "bridge0", "isGateway": true, "hairpinMode": true,
    "ipam": {
      "type": "host-local", "dataDir": "$run/addresses",
      "ranges": [[{ "subnet": "$pod_subnet", "gateway": "$node_ip" }]], "routes": [{ "dst": "0.0.0.0/0" }]
    }
  }]
}
JSON
  cat > containerd.toml << TOML
version = 2
root = "$run/containerd"
state = "$run/containerd-state"
temp = "$run/containerd-temp"
# it would make /opt/containerd
disabled_plugins = ["io.containerd.internal.v1.opt"]
[grpc]
  address = "$run/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "$(image_name pause)"
  # where the kernel lets nobody lower it, as in many virtual machines
  restrict_oom_score_adj = true
  netns_mounts_under_state_dir = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "$cni_bin"
    conf_dir = "$run/cni"
TOML
  start containerd containerd --config "$run/containerd.toml"
  await containerd 90 ctr --address "$run/containerd.sock" version
  for image in "${images[@]}"; do
    "${on_node[@]}" ctr --address "$run/containerd.sock" --namespace k8s.io images import "$(image_archive "$image")" > /dev/null
  done
}

start_coredns() {
  # Two blocks: within one, the template would answer before Kubernetes. A name that nobody knows does not exist,
  # which lets a pod's resolver go on with its next search domain.
  cat > Corefile << CONF
cluster.local in-addr.arpa {
  bind $node_ip
  errors
  kubernetes cluster.local in-addr.arpa {
    kubeconfig $kubeconfig
  }
}
. {
  bind $node_ip
  template ANY ANY {
    rcode NXDOMAIN
  }
}
CONF
  start coredns "$coredns_bin/coredns" -conf "$run/Corefile"
}

start_kubelet() {
  : > resolv.conf
  cat > kubelet.yaml << YAML
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
containerRuntimeEndpoint: unix://$run/containerd.sock
# without systemd, and also where the machine still has version 1
cgroupDriver: cgroupfs
cgroupRoot: /$cgroup
failCgroupV1: false
enforceNodeAllocatable: []
failSwapOn: false
authentication: { anonymous: { enabled: true }, webhook: { enabled: false } }
authorization: { mode: AlwaysAllow }
clusterDNS: [$node_ip]
clusterDomain: cluster.local
resolvConf: $run/resolv.conf
podLogsDir: $run/pod-logs
volumePluginDir: $run/volume-plugins
# A disk that is nearly full is none of the tests' business.
evictionHard: { memory.available: 100Mi }
imageGCHighThresholdPercent: 100
YAML
  start_kubelet_process
  start kube-proxy "$kubernetes_bin/kube-proxy" --kubeconfig "$kubeconfig" --hostname-override node \
    --proxy-mode nftables --cluster-cidr "$pod_subnet" --conntrack-max-per-core 0
}

start_namespace
make_credentials
# what containerd and the kubelet make is for the users that pods run as; nobody else gets into this directory
umask 022
# exec has to reach the kubelet, and the node's name is in no DNS; pods have to reach the API server, and nobody else can
start_control_plane --kubelet-preferred-address-types InternalIP \
  --bind-address 0.0.0.0 --advertise-address "$node_ip" --endpoint-reconciler-type lease
start_containerd
start_coredns
start_kubelet
await kubelet 180 kubectl wait --for condition=Ready node --all --timeout 1s
for component in "${components[@]}"; do await "$component" 10 is_alive "$component"; done
say "Kubernetes $KUBERNETES_VERSION with a node is up; for kubectl: ${in_network[*]} env KUBECONFIG=$kubeconfig $kubernetes_bin/kubectl"
