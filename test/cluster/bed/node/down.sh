#!/usr/bin/env bash
# Stops the node that up.sh started and removes all it left.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

if [ ! -e "$run" ]; then
  say "Kubernetes $KUBERNETES_VERSION with a node is not running, there is nothing to stop"
  exit 0
fi

# With the first process of the namespaces everything on the node ends. A process in the network only, such as kubectl,
# holds on to the network and nothing else.
[ -z "${init:-}" ] || kill -9 "$init"
for component in "${components[@]}"; do stop "$component"; done

# A group goes only after its last process has, and the kernel may still be at that.
while read -r hierarchy; do
  for _ in {1..100}; do
    [ -d "$hierarchy/$cgroup" ] || break
    find "$hierarchy/$cgroup" -depth -type d -exec rmdir {} + 2> /dev/null || sleep 0.1
  done
  [ ! -d "$hierarchy/$cgroup" ] || say "could not remove $hierarchy/$cgroup"
done < <(cgroup_hierarchies)

for directory in "${private_directories[@]}"; do
  rm -f "$directory/$cgroup"
  rmdir "$directory" 2> /dev/null || true
done
rm -rf --one-file-system "$run"
rmdir "$run_parent" 2> /dev/null || true
say "Kubernetes $KUBERNETES_VERSION with a node is stopped"
