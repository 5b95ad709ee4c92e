# Sourced by the other scripts: where things are, and how to start, await and stop a component.
# shellcheck shell=bash disable=SC2034
bed=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$bed/versions.sh"

say() { echo "cluster: $*" >&2; }
die() { say "error: $*"; exit 1; }

[[ $KUBERNETES_VERSION =~ ^1\.[0-9]+\.[0-9]+(-(alpha|beta|rc)\.[0-9]+)?$ ]] \
  || die "KUBERNETES_VERSION is '$KUBERNETES_VERSION'; give a full version such as 1.37.2"

# Binaries are shared by every clone of the repository; a running cluster belongs to one clone and one version.
cache=${XDG_CACHE_HOME:-$HOME/.cache}/cdk8s-stateful-app
kubernetes_bin=$cache/kubernetes-$KUBERNETES_VERSION
etcd_bin=$cache/etcd-$ETCD_VERSION
kwok_bin=$cache/kwok-$KWOK_VERSION
coredns_bin=$cache/coredns-$COREDNS_VERSION
clone=$(printf %s "$bed" | cksum | cut -d' ' -f1)
run_parent=${TMPDIR:-/tmp}/cdk8s-stateful-app-$(id -u)-$clone
run=$run_parent/${tier:=kubernetes}-$KUBERNETES_VERSION
kubeconfig=$run/kubeconfig
components=(etcd kube-apiserver kube-controller-manager kube-scheduler kwok)
# what to put before a command so that it runs where the cluster does; nothing here, and in tier 2 a namespace
in_network=()
on_node=()

need() { # COMMAND WHERE-FROM
  command -v "$1" > /dev/null || die "'$1' is missing: $2"
}

need_tools() {
  need node "it is what this project runs on"
  need openssl "it makes the keys (Debian: apt-get install openssl)"
  need ps "it tells whether a component lives (Debian: apt-get install procps)"
}

# Says so and succeeds if the tests are to use a cluster that is already there.
uses_other_cluster() {
  [ -n "${KUBECONFIG_TEST:-}" ] || return 1
  [ -r "$KUBECONFIG_TEST" ] || die "KUBECONFIG_TEST names '$KUBECONFIG_TEST', which cannot be read"
  say "KUBECONFIG_TEST is set: the tests use the cluster of $KUBECONFIG_TEST, there is nothing to $1"
}

kubectl() { "${in_network[@]}" "$kubernetes_bin/kubectl" --kubeconfig "$kubeconfig" --cache-dir "$run/kubectl" "$@"; }

# Every command line below names the run directory, so a stale pid file never points at somebody else's process.
is_alive() { # NAME
  [ -r "$run/$1.pid" ] && ps -ww -o args= -p "$(cat "$run/$1.pid")" | grep -qF "$run/"
}

is_ready() {
  local name
  [ -r "$kubeconfig" ] || return 1
  for name in "${components[@]}"; do is_alive "$name" || return 1; done
  kubectl get --raw /readyz > /dev/null 2>&1
}

# In a process group of its own, so that Ctrl-C in the tests does not end the cluster before its data can be cleaned up.
start() { # NAME COMMAND…
  local name=$1
  shift
  say "starting $name"
  set -m
  "${on_node[@]}" "$@" > "$run/$name.log" 2>&1 < /dev/null &
  echo $! > "$run/$name.pid"
  disown
  set +m
}

show_log() { # NAME
  say "the end of $run/$1.log:"
  tail -n 25 "$run/$1.log" >&2
}

# Polls until the check succeeds; gives up when the component dies or after DEADLINE seconds.
await() { # NAME DEADLINE CHECK…
  local name=$1 deadline=$((SECONDS + $2))
  shift 2
  until "$@" > /dev/null 2>&1; do
    # first, as what has only just been started may not yet be the program that it becomes
    sleep 0.2
    is_alive "$name" || { show_log "$name"; die "$name ended by itself"; }
    [ $SECONDS -lt $deadline ] || { show_log "$name"; die "gave up on $name: no success of '$*'"; }
  done
}

stop() { # NAME
  local pid
  is_alive "$1" || return 0
  pid=$(cat "$run/$1.pid")
  kill "$pid" 2> /dev/null || true
  for _ in {1..100}; do
    is_alive "$1" || return 0
    sleep 0.1
  done
  say "$1 does not end by itself"
  kill -9 "$pid" 2> /dev/null || true
}
