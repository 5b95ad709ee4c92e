#!/usr/bin/env bash
# Makes the image of the tests' pods from the Debian packages that the machine's own apt trusts, without installing
# them: nginx, and what a test asks with from inside (busybox, getent, dig). The same packages give the same image.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

[ ! -e "$image" ] || exit 0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
say "making the image of the pods from Debian packages"
started=$SECONDS

# With an empty status nothing counts as installed, so all dependencies are fetched. No maintainer script runs.
mkdir -p "$work/packages/partial" "$work/root" "$work/image/layer"
: > "$work/status"
apt-get -qq -y -o Dir::State::status="$work/status" -o Dir::Cache::archives="$work/packages" -o Debug::NoLocking=true \
  -o APT::Sandbox::User=root --no-install-recommends --download-only install "${image_packages[@]}" \
  || die "could not fetch ${image_packages[*]}; if apt knows none of them, run: apt-get update"

cd "$work/root"
# whether a package puts a file below /usr depends on its age; either way it has to end in the same place
mkdir -p usr/{bin,sbin,lib,lib64} etc tmp
for directory in bin sbin lib lib64; do ln -s "usr/$directory" "$directory"; done
for package in "$work"/packages/*.deb; do
  dpkg-deb --fsys-tarfile "$package" | tar -x --keep-directory-symlink
done
rm -rf usr/share/{doc,man,locale,bash-completion} var/cache
mkdir -p var/lib/nginx var/log/nginx
for applet in sh cat echo hostname ls mkdir seq sleep test timeout wget; do
  [ -e "bin/$applet" ] || ln -s busybox "bin/$applet"
done
echo 'root:x:0:0:root:/:/bin/sh' > etc/passwd
echo 'root:x:0:' > etc/group
cp "$node_bed/nginx.conf" etc/nginx/nginx.conf

# reproducible: neither time nor order nor owner comes from this machine
pack() { tar -c --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -C "$1" -f "$2" .; }
pack "$work/root" "$work/image/layer/layer.tar"
layer=$(sha256sum < "$work/image/layer/layer.tar" | cut -d' ' -f1)
image_config() { # NAME COMMAND
  cat > "$work/image/$1.json" << JSON
{
  "architecture": "$(dpkg --print-architecture)", "os": "linux",
  "config": { "Cmd": $2, "Env": ["PATH=/usr/sbin:/usr/bin:/sbin:/bin"] },
  "rootfs": { "type": "layers", "diff_ids": ["sha256:$layer"] }
}
JSON
}
image_config web '["nginx"]'
# keeps the namespaces of a pod
image_config pause '["sleep", "infinity"]'
cat > "$work/image/manifest.json" << JSON
[
  { "Config": "web.json", "RepoTags": ["$web_image"], "Layers": ["layer/layer.tar"] },
  { "Config": "pause.json", "RepoTags": ["$pause_image"], "Layers": ["layer/layer.tar"] }
]
JSON
mkdir -p "$(dirname "$image")"
pack "$work/image" "$image.partial.$$"
mv "$image.partial.$$" "$image"
say "made the image in $((SECONDS - started)) s"
