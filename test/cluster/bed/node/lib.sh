# Sourced by the scripts of tier 2: where its things are, and how to run a command on the node.
# shellcheck shell=bash disable=SC2034
tier=node
node_bed=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$node_bed/../lib.sh"
components=(namespace etcd kube-apiserver kube-controller-manager kube-scheduler containerd coredns kubelet kube-proxy)

# The network exists in the node's namespace only, so these are never in anybody's way.
node_ip=10.244.0.1
pod_subnet=10.244.0.0/24
# where the plug-ins' own releases go, or where Debian has them
cni_bin=/opt/cni/bin
[ -x $cni_bin/bridge ] || cni_bin=/usr/lib/cni

# The images, each made by image.sh as its recipe says. The host name is one that no registry has; nothing is ever pulled.
# An image is kept with the binaries, and made anew where its recipe has changed.
images=(pause web nginx memcached mysql mysql_next postgres postgres_next patroni redis redis_next etcd etcd_next quiz)
# those with a JVM take minutes, so their images are made, and their tests run, on request only
[ "${SYSTEMS:-}" != all ] || images+=(zookeeper kafka cassandra)
image_name() { echo "localhost/cdk8s-stateful-app/$1:test"; } # NAME
image_archive() { # NAME
  local recipe
  recipe=$({ cat "$node_bed/image.sh" && find "$node_bed/images/$1" -type f -print0 | sort -z | xargs -0 cat; } | cksum | cut -d' ' -f1)
  echo "$cache/images/$1-$recipe.tar"
}

# Where containerd, the network plug-ins, the kubelet and the provisioner of volumes write, whatever one tells them: on
# the node these are directories of its own.
private_directories=(/run/containerd /var/lib/cni /var/lib/kubelet /var/log/containers /tmp/hostpath_pv)

# The kubelet gets a cgroup of its own in every hierarchy, as it removes what it does not know below the one it has.
cgroup=cdk8s-stateful-app-$clone-$KUBERNETES_VERSION
cgroup_hierarchies() { findmnt -rn -t cgroup,cgroup2 -o TARGET; }

# The kubelet here gives signs of life, unlike the nodes of KWOK, so a node whose kubelet is stopped is not ready after that.
node_monitor_grace_period=40s

# From here on components start on the node: they share its network, mounts and processes, and so end with it.
# What is not a part of it, such as kubectl, only shares the network.
use_namespace() {
  init=$(ps -o pid= --ppid "$(cat "$run/namespace.pid")" | tr -d ' ')
  in_network=(nsenter --target "$init" --net)
  on_node=(nsenter --target "$init" --net --mount --pid)
}
if is_alive namespace; then use_namespace; fi

# apart from the rest, as kubelet.sh stops it and starts it again; with a zone, as pods that are spread over zones start in none without
start_kubelet_process() {
  start kubelet "$kubernetes_bin/kubelet" --config "$run/kubelet.yaml" --kubeconfig "$kubeconfig" \
    --root-dir "$run/kubelet" --node-labels topology.kubernetes.io/zone=zone --cert-dir "$run/kubelet-certificates" --node-ip "$node_ip" --hostname-override node
}
