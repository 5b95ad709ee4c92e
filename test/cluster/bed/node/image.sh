#!/usr/bin/env bash
# Makes an image of the tests' pods from the Debian packages that the machine's own apt trusts, without installing them.
# What goes in is said by images/NAME: recipe.sh and, if the image has files of its own, root/; pom.xml, if it has jars; programs/,
# a module of Go, if it has programs built from such. The same packages give the same image. Every image has busybox, for a shell and
# what belongs to it.
# usage: image.sh NAME
set -euo pipefail
umask 022
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$bed/modules.sh"

name=$1
archive=$(image_archive "$name")
[ ! -e "$archive" ] || exit 0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
say "making the image $name from Debian packages"
started=$SECONDS

# what a recipe sets; suite is a Debian other than the machine's, user is NAME:NUMBER, path what comes before the usual directories
# of programs, jars where those go that pom.xml names, with what they need; programs is packages of Go, whose versions
# programs/go.mod names
suite=
packages=()
command='["sh"]'
directories=()
user=
path=
jars=
programs=()
prepare_programs() { :; }
. "$node_bed/images/$name/recipe.sh"

# Another Debian's packages come from where the machine has its own, and go into the image alone.
apt=(-o APT::Sandbox::User=root)
if [ -n "$suite" ]; then
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' | head -1)
  [ -n "$mirror" ] || die "apt knows of no place with Debian's packages, where those of $suite would be; on Debian, run: apt-get update"
  mkdir -p "$work/lists/partial"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" > "$work/sources.list"
  apt+=(-o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=- -o Dir::State::lists="$work/lists" -o Dir::Cache="$work/cache")
  apt-get -qq "${apt[@]}" update || die "could not fetch what packages $suite has"
fi

# With an empty status nothing counts as installed, so all dependencies are fetched. No maintainer script runs.
mkdir -p "$work/packages/partial" "$work/root" "$work/image/layer"
: > "$work/status"
apt-get -qq -y "${apt[@]}" -o Dir::State::status="$work/status" -o Dir::Cache::archives="$work/packages" -o Debug::NoLocking=true \
  --no-install-recommends --download-only install busybox "${packages[@]}" \
  || die "could not fetch busybox ${packages[*]}; if apt knows none of them, run: apt-get update"

cd "$work/root"
# whether a package puts a file below /usr depends on its age; either way it has to end in the same place
mkdir -p usr/{bin,sbin,lib,lib64} etc tmp run var
for directory in bin sbin lib lib64; do ln -s "usr/$directory" "$directory"; done
ln -s ../run var/run
for package in "$work"/packages/*.deb; do
  dpkg-deb --fsys-tarfile "$package" | tar -x --keep-directory-symlink
done
rm -rf usr/share/{doc,man,locale,bash-completion} var/cache
for applet in $(chroot . /usr/bin/busybox --list); do
  [ -e "usr/bin/$applet" ] || [ -e "usr/sbin/$applet" ] || ln -s busybox "usr/bin/$applet"
done
[ ! -e "$node_bed/images/$name/root" ] || cp -R "$node_bed/images/$name/root/." .
for directory in "${directories[@]}"; do mkdir -p ".$directory"; done
if [ -n "$jars" ]; then
  mvn -q -B -ntp -f "$node_bed/images/$name/pom.xml" "org.apache.maven.plugins:maven-dependency-plugin:$MAVEN_DEPENDENCY_PLUGIN_VERSION:copy-dependencies" \
    -DincludeScope=runtime -DoutputDirectory="$work/root$jars" >&2 || die "could not fetch the jars of $name"
fi

if [ ${#programs[@]} -gt 0 ]; then
  need go "$name has programs that are built from source; install Go from https://go.dev/dl"
  cp -R "$node_bed/images/$name/programs" "$work/programs"
  cd "$work/programs"
  prepare_programs
  cd "$work/root"
  for program in "${programs[@]}"; do
    CGO_ENABLED=0 build "$work/programs" "$program" "$work/root/usr/bin/$(basename "$program")"
  done
fi

# what the maintainer scripts would have made
chmod 1777 tmp
echo 'root:x:0:0:root:/:/bin/sh' > etc/passwd
echo 'root:x:0:' > etc/group
if [ -n "$user" ]; then
  echo "${user%:*}:x:${user#*:}:${user#*:}::/:/bin/sh" >> etc/passwd
  echo "${user%:*}:x:${user#*:}:" >> etc/group
fi
search=/usr/sbin:/usr/bin:/sbin:/bin
# a pattern, as the directory may have a version in its name
for directory in .$path; do [ "$directory" = . ] || search=${directory#.}:$search; done

# reproducible: neither time nor order nor owner comes from this machine
pack() { tar -c --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -C "$1" -f "$2" .; }
pack "$work/root" "$work/image/layer/layer.tar"
cat > "$work/image/config.json" << JSON
{
  "architecture": "$(dpkg --print-architecture)", "os": "linux",
  "config": { "Cmd": $command, "User": "${user#*:}", "Env": ["PATH=$search"] },
  "rootfs": { "type": "layers", "diff_ids": ["sha256:$(sha256sum < "$work/image/layer/layer.tar" | cut -d' ' -f1)"] }
}
JSON
cat > "$work/image/manifest.json" << JSON
[{ "Config": "config.json", "RepoTags": ["$(image_name "$name")"], "Layers": ["layer/layer.tar"] }]
JSON
mkdir -p "$(dirname "$archive")"
pack "$work/image" "$archive.partial.$$"
mv "$archive.partial.$$" "$archive"
say "made the image $name in $((SECONDS - started)) s, $(du -m "$archive" | cut -f1) MiB"
