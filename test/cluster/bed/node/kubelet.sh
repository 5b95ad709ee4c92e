#!/usr/bin/env bash
# Stops the kubelet of the node that is up, or starts it again. What runs on the node goes on meanwhile.
# usage: kubelet.sh stop|start
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
umask 022
cd "$run"

case $1 in
  start) start_kubelet_process ;;
  stop)
    # the process group: what the file names is nsenter, whose child the kubelet is
    kill -9 -- "-$(cat kubelet.pid)"
    for _ in {1..100}; do
      is_alive kubelet || exit 0
      sleep 0.1
    done
    die "the kubelet does not end" ;;
  *) die "usage: kubelet.sh stop|start" ;;
esac
