#!/usr/bin/env bash
# Up, jest, down. A cluster that was up before stays up, which makes for quick repetition while writing a test.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

was_up=no
if [ -n "${KUBECONFIG_TEST:-}" ] || is_ready; then was_up=yes; fi
"$bed/up.sh"
[ $was_up = yes ] || trap '"$bed/down.sh"' EXIT
cd "$bed/../../.."
# the kubectl of the version, for tests of commands
[ -n "${KUBECONFIG_TEST:-}" ] || export PATH="$kubernetes_bin:$PATH"
KUBECONFIG_TEST=${KUBECONFIG_TEST:-$kubeconfig} npx jest --config test/cluster/jest.config.js "$@"
