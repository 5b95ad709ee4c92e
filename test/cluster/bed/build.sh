#!/usr/bin/env bash
# Builds what a tier needs from Go modules into the cache: the control plane, and with the argument "node" what runs
# real pods, else KWOK. What is there already is kept, so a build that was broken off goes on where it stopped. Go's
# checksum database vouches for every module.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/modules.sh"

build_kubernetes() { # COMPONENT…
  local component missing=() ld=k8s.io/component-base/version
  for component in "$@"; do [ -x "$kubernetes_bin/$component" ] || missing+=("$component"); done
  [ ${#missing[@]} -gt 0 ] || return 0
  need go "Kubernetes is built from source; install Go from https://go.dev/dl"
  if [ ! -e "$work/kubernetes" ]; then
    mkdir "$work/kubernetes"
    (kubernetes_module "$work/kubernetes")
  fi
  for component in "${missing[@]}"; do
    build "$work/kubernetes" "k8s.io/kubernetes/cmd/$component" "$kubernetes_bin/$component" \
      "-X $ld.gitVersion=v$KUBERNETES_VERSION -X $ld.gitMajor=1 -X $ld.gitMinor=$(cut -d. -f2 <<< "$KUBERNETES_VERSION")"
  done
}

build_module() { # MODULE VERSION PACKAGE TARGET [PROGRAM]: the package is "." where the program is our own
  [ -x "$4" ] && return 0
  need go "$1 is built from source; install Go from https://go.dev/dl"
  local dir
  dir=$(mktemp -d "$work/module.XXXXXX")
  (cd "$dir" && go mod init module.invalid > /dev/null 2>&1 && go mod edit -require "$1@v$2")
  [ -z "${5:-}" ] || cp "$5" "$dir"
  build "$dir" "$3" "$4"
}

[ "$(go env GOSUMDB 2> /dev/null)" != off ] || say "warning: GOSUMDB is off, so what is built is not verified"
work=$(mktemp -d)
trap 'rm -rf "$work" "$cache"/*/*.partial.$$' EXIT

build_module go.etcd.io/etcd/server/v3 "$ETCD_VERSION" go.etcd.io/etcd/server/v3 "$etcd_bin/etcd"
build_kubernetes kube-apiserver kube-controller-manager kube-scheduler kubectl
if [ "${1:-}" = node ]; then
  build_module github.com/coredns/coredns "$COREDNS_VERSION" . "$coredns_bin/coredns" "$bed/node/coredns.go"
  build_kubernetes kubelet kube-proxy
else
  build_module sigs.k8s.io/kwok "$KWOK_VERSION" sigs.k8s.io/kwok/cmd/kwok "$kwok_bin/kwok"
fi
