#!/usr/bin/env bash
# Builds what a tier needs from Go modules into the cache: the control plane, and with the argument "node" what runs
# real pods, else KWOK. What is there already is kept, so a build that was broken off goes on where it stopped. Go's
# checksum database vouches for every module.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# build MODULE_DIR PACKAGE TARGET [LDFLAGS]: under a temporary name first, so that TARGET is never half a binary
build() {
  local dir=$1 package=$2 target=$3 started=$SECONDS partial
  mkdir -p "$(dirname "$target")"
  partial=$target.partial.$$
  say "building $(basename "$target") (the first time this takes minutes)"
  (cd "$dir" && go build -mod=mod -trimpath -buildvcs=false -ldflags "-s -w ${4:-}" -o "$partial" "$package") \
    || { rm -f "$partial"; die "could not build $package"; }
  mv "$partial" "$target"
  say "built $(basename "$target") in $((SECONDS - started)) s"
}

# k8s.io/kubernetes replaces its staging modules by local folders, which a consumer has to replace by the published ones.
kubernetes_module() { # DIR
  local answer go_mod
  cd "$1"
  go mod init kubernetes.invalid > /dev/null 2>&1
  answer=$(go mod download -json "k8s.io/kubernetes@v$KUBERNETES_VERSION") \
    || die "could not download Kubernetes $KUBERNETES_VERSION with $(go version): $answer"
  go_mod=$(sed -n 's/^\t"GoMod": "\(.*\)",$/\1/p' <<< "$answer")
  {
    echo 'module kubernetes.invalid'
    grep -E '^go ' "$go_mod"
    echo "require k8s.io/kubernetes v$KUBERNETES_VERSION"
    echo 'replace ('
    grep -oE '^\s+k8s.io/[a-z0-9-]+ => \./staging' "$go_mod" | awk -v v="v0.${KUBERNETES_VERSION#1.}" '{ print $1, "=>", $1, v }'
    echo ')'
  } > go.mod
}

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
