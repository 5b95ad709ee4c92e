#!/usr/bin/env bash
# The first process of the node's namespaces. When it ends, the kernel ends all others, and takes mounts and network
# away with them: so nothing is left behind, whatever went wrong.
# usage: init.sh NODE_ADDRESS/BITS FILE_TO_MAKE_WHEN_DONE PRIVATE_DIRECTORY…
set -euo pipefail

for directory in "${@:3}"; do mount -t tmpfs tmpfs "$directory"; done

# A bridge with no way out: pods reach the node and each other, and nothing else.
ip link set lo up
# With an address of its own: otherwise it has the lowest of its ports', which changes as pods come and go, and those that
# are there reach neither DNS nor Services until they have noticed.
ip link add bridge0 address 02:00:00:00:00:01 type bridge
ip address add "$1" dev bridge0
ip link set bridge0 up
ip route add default dev bridge0
echo 1 > /proc/sys/net/ipv4/ip_forward

touch "$2"
# Volumes are directories of root here, of a kind to which the kubelet applies no fsGroup: so they are open to every user.
# bash also collects the processes whose parents have ended.
while :; do
  find /tmp/hostpath_pv -mindepth 1 -maxdepth 1 ! -perm -777 -exec chmod 777 {} + 2> /dev/null || true
  sleep 0.2 &
  wait $! || true
done
