#!/usr/bin/env bash
# Builds step/ with the StatefulSet controller of KUBERNETES_VERSION into the cache, and prints the path of the binary.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../cluster/bed/modules.sh"

step=$(cd "$(dirname "${BASH_SOURCE[0]}")/step" && pwd)
# another program is another binary
sources=$(cat "$step"/*.go "${BASH_SOURCE[0]}" | cksum | cut -d' ' -f1)
binary=$cache/controller-$KUBERNETES_VERSION/step-$sources

if [ ! -x "$binary" ]; then
  need go "the controller is built from source; install Go from https://go.dev/dl"
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  (kubernetes_module "$work")
  cp "$step"/*.go "$work"
  is_from() { [ "$(printf '%s\n' "$1" "$KUBERNETES_VERSION" | sort -V | head -1)" = "$1" ]; }
  tags=
  if is_from 1.35.4; then tags=from_1_35_4; fi
  if is_from 1.36.0; then tags+=,from_1_36; fi
  # what the cases reach of the controller is counted
  build "$work" . "$binary" '' -tags "$tags" -cover -coverpkg=.,k8s.io/kubernetes/pkg/controller/statefulset
fi
echo "$binary"
