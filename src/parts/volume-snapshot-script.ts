/**
 * What the pod of a `ScheduledVolumeSnapshot` runs, for any POSIX shell:
 * `sh -euc SCRIPT snapshot MANIFEST LABEL COUNT SECONDS`, where COUNT or SECONDS say what is kept, or are empty.
 *
 * Old snapshots are deleted only after the new one is ready to use, and one that never got ready does not count as one that is
 * kept: where the storage makes no more, the last good ones stay.
 */
export const VOLUME_SNAPSHOT_SCRIPT = `
manifest=$1 label=$2 count=$3 seconds=$4
# as process 1 a shell hears of the end of the pod only by a trap, and while it waits
trap 'exit 143' TERM
snapshots=volumesnapshots.snapshot.storage.k8s.io
new=\`printf '%s' "$manifest" | kubectl create -f - -o name\`
echo "snapshot: \${new##*/} is asked for"
told=
until [ "\`kubectl get "$new" -o 'jsonpath={.status.readyToUse}'\`" = true ]; do
  why=\`kubectl get "$new" -o 'jsonpath={.status.error.message}'\` || why=
  [ "$why" = "$told" ] || echo "snapshot: not ready: $why"
  told=$why
  sleep 5 &
  wait "$!"
done
echo "snapshot: \${new##*/} is ready to use"
if [ -z "$count$seconds" ]; then exit 0; fi

oldest=0 kept=0
if [ -n "$seconds" ]; then
  now=\`date +%s\`
  oldest=\`date -u -d "@$((now - seconds))" +%Y%m%d%H%M%S\`
fi
found=\`kubectl get "$snapshots" -l "$label" -o 'jsonpath={range .items[*]}{.metadata.creationTimestamp} {.metadata.name} {.status.readyToUse}{"\\n"}{end}'\`
# the newest first
printf '%s\\n' "$found" | sort -r | while read -r created name ready; do
  taken=\`printf '%s' "$created" | tr -cd 0-9\`
  if [ "$kept" -ge "\${count:-$((kept + 1))}" ] || [ "$taken" -lt "$oldest" ]; then
    kubectl delete "$snapshots/$name" --wait=false
  elif [ "$ready" = true ]; then
    kept=$((kept + 1))
  fi
done
`.trim();
