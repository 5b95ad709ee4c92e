# Sourced by what builds binaries from Go modules into the cache, which $work is for.
# shellcheck shell=bash
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# build MODULE_DIR PACKAGE TARGET [LDFLAGS [FLAG…]]: under a temporary name first, so that TARGET is never half a binary
build() {
  local dir=$1 package=$2 target=$3 started=$SECONDS partial
  mkdir -p "$(dirname "$target")"
  partial=$target.partial.$$
  say "building $(basename "$target") (the first time this takes minutes)"
  (cd "$dir" && go build -mod=mod -trimpath -buildvcs=false -ldflags "-s -w ${4:-}" "${@:5}" -o "$partial" "$package") \
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
