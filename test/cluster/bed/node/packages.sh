#!/usr/bin/env bash
# Says what this machine lacks for tier 2. With INSTALL_PACKAGES=1 it installs that.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

[ "$(uname -s)" = Linux ] || die "test:node runs real pods, which needs Linux; this is $(uname -s)"
[ "$(id -u)" = 0 ] || die "test:node runs containerd and a kubelet, which needs root; try: sudo -E env PATH=\"\$PATH\" npx projen test:node"
need apt-get "the image of the pods is made of Debian packages, so test:node needs Debian or Ubuntu"

packages=()
lacks() { # PACKAGE COMMAND…: unless all commands are there
  local command
  for command in "${@:2}"; do
    command -v "$command" > /dev/null || { packages+=("$1"); return 0; }
  done
}
lacks containerd containerd ctr
lacks runc runc
lacks containernetworking-plugins "$cni_bin/bridge" "$cni_bin/host-local"
lacks nftables nft
lacks iproute2 ip
lacks util-linux nsenter unshare findmnt
lacks mount mount
lacks procps ps
lacks openssl openssl
# for the images with jars
[ "${SYSTEMS:-}" != all ] || lacks maven mvn
[ ${#packages[@]} -gt 0 ] || exit 0

install="apt-get install --no-install-recommends ${packages[*]}"
[ "${INSTALL_PACKAGES:-}" = 1 ] || die "packages are missing; run: $install (INSTALL_PACKAGES=1 does it here)"
say "installing ${packages[*]}"
apt-get -qq update
DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends "${packages[@]}" > /dev/null
