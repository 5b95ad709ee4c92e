#!/usr/bin/env bash
# Runs a command on the node that is up, with its mounts and processes.
# usage: on-node.sh COMMAND…
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
exec "${on_node[@]}" "$@"
