#!/usr/bin/env bash
# Stops the control plane that up.sh started and removes all it left: processes, data, and the directories of its volumes.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

uses_other_cluster stop && exit 0
if [ ! -e "$run" ]; then
  say "Kubernetes $KUBERNETES_VERSION is not running, there is nothing to stop"
  exit 0
fi

# The provisioner makes a directory for every volume, at a place that cannot be chosen. It ends first, so that the list is complete.
stop kube-controller-manager
if is_alive kube-apiserver; then
  volumes=$(kubectl get persistentvolumes --request-timeout 10s -o 'jsonpath={range .items[*]}{.spec.hostPath.path}{"\n"}{end}') || volumes=
  while read -r volume; do
    [[ $volume != /tmp/hostpath_pv/?* ]] || rm -rf "$volume"
  done <<< "$volumes"
  rmdir /tmp/hostpath_pv 2> /dev/null || true
fi

for component in kwok kube-scheduler kube-apiserver etcd; do stop "$component"; done
rm -rf "$run"
rmdir "$run_parent" 2> /dev/null || true
say "Kubernetes $KUBERNETES_VERSION is stopped"
