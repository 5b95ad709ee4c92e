#!/usr/bin/env bash
# Up, jest, down. A node that was up before stays up, which makes for quick repetition while writing a test.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

was_up=no
if is_ready; then was_up=yes; fi
"$node_bed/up.sh"
[ $was_up = yes ] || trap '"$node_bed/down.sh"' EXIT
use_namespace
cd "$bed/../../.."
# the names of the images: WEB_IMAGE, MYSQL_IMAGE and so on
for image in "${images[@]}"; do export "${image^^}_IMAGE=$(image_name "$image")"; done
[ "${SYSTEMS:-}" = all ] || say "not run, as it takes minutes: ZooKeeper, Kafka and Cassandra; SYSTEMS=all runs them, too"
PATH=$kubernetes_bin:$PATH KUBECONFIG_TEST=$kubeconfig "${in_network[@]}" npx jest --config test/cluster/node/jest.config.js "$@"
