#!/usr/bin/env bash
# Starts a Kubernetes control plane on 127.0.0.1, with KWOK in place of the nodes: pods there only pretend to run.
# Needs no root, and no port of its own choosing: two versions run side by side.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$bed/control-plane.sh"

uses_other_cluster start && exit 0
need_tools

if is_ready; then
  say "Kubernetes $KUBERNETES_VERSION is up already: $kubeconfig"
  exit 0
fi
"$bed/build.sh"
[ ! -e "$run" ] || { say "clearing away a cluster that did not come up"; "$bed/down.sh"; }

umask 077
mkdir -p "$run"
cd "$run"
trap 'status=$?; [ $status = 0 ] || "$bed/down.sh"' EXIT

make_credentials
start_control_plane
start kwok env KWOK_WORKDIR="$run" "$kwok_bin/kwok" --kubeconfig "$kubeconfig" --config "$bed/pods.yaml" \
  --manage-all-nodes=true --node-port 0

kubectl apply --server-side -f "$bed/kwok-node.yaml" > /dev/null
await kwok 180 kubectl wait --for condition=Ready node --all --timeout 1s
for component in "${components[@]}"; do await "$component" 10 is_alive "$component"; done
say "Kubernetes $KUBERNETES_VERSION is up: $kubeconfig"
