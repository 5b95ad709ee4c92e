/**
 * What the step of a `BootstrapChain` runs, for any POSIX shell:
 * `sh -euc SCRIPT start-up DATA FIRST_ORDINAL CLONE_FIRST_FROM INITIALIZE_BEFORE COUNT INITIALIZE… CLONE…`, where
 * INITIALIZE_BEFORE is a day as 20261224 or empty, and COUNT says how many words the first command has. The commands stay
 * arguments, so that nothing of them is read as shell.
 *
 * The data appears by a rename, which a file system does wholly or not at all. What is left of a step that broke off is
 * removed by the next.
 *
 * An empty volume looks the same on the first day and after a disk was lost. So the first pod waits for a file beside the
 * data, which a person makes: `initialize`, or `clone-from-db-2`. It is on the volume, and so it is lost with it.
 */
export const BOOTSTRAP_SCRIPT = `
data=$1 first=$2 host=$3 before=$4 count=$5
shift 5
volume=\${data%/*} name=\${POD_NAME%-*} domain=\${POD_DNS_NAME#*.}
# as process 1 a shell hears of the end of the pod only by a trap, and while it waits
trap 'exit 143' TERM

others() { # the pods after this one that DNS knows
  command -v getent > /dev/null || return 0
  ordinal=$first
  while [ "$ordinal" -lt "$((first + 9))" ]; do
    ordinal=$((ordinal + 1))
    if getent hosts "$name-$ordinal.$domain" > /dev/null; then printf ' %s' "$name-$ordinal"; fi
  done
}

is_permitted() { # by the program, until that day, and where DNS answers and knows this pod alone
  [ -n "$before" ] && [ "\`date -u +%Y%m%d\`" -lt "$before" ] && getent hosts "$domain" > /dev/null && [ -z "\`others\`" ]
}

is_decided() { # a person has made one of the files; a clone comes before an empty start
  for file in "$volume"/clone-from-*; do
    [ -e "$file" ] || break
    host=\${file##*/clone-from-}
    case $host in *.*) ;; *) host=$host.$domain ;; esac
    if ! command -v getent > /dev/null || getent hosts "$host" > /dev/null; then return 0; fi
    [ "$unknown" = "$host" ] || echo "start-up: not cloned, as DNS does not know $host"
    unknown=$host host=
  done
  [ -z "$unknown" ] || return 1
  if [ ! -e "$volume/initialize" ]; then
    is_permitted
    return
  fi
  found=\`others\`
  [ -n "$found" ] || return 0
  rm "$volume/initialize"
  echo "start-up: not initialized, as other pods are there:$found; clone one of them, or scale the StatefulSet to 1 first"
  return 1
}

wait_for_decision() {
  touch="kubectl exec -n $POD_NAMESPACE $POD_NAME -c start-up -- touch $volume"
  waited=0 unknown=
  until is_decided; do
    if [ "$((waited % 300))" -eq 0 ]; then
      found=\`others\`
      echo "start-up: waiting, as the volume is empty: at the very first start, or as its data was lost\${found:+; other pods are there:$found}"
      echo "start-up: where no pod ever had data: $touch/initialize"
      echo "start-up: to get the data of another pod: $touch/clone-from-$name-N"
    fi
    waited=$((waited + 1))
    sleep 1
  done
}

# an empty directory is what a mount leaves behind that comes before the data
rmdir "$data" 2>/dev/null || true
if [ -e "$data" ]; then
  echo "start-up: the data is there already"
  exit 0
fi
export DATA_DIRECTORY="$data.incomplete"
rm -rf "$DATA_DIRECTORY"
# databases refuse data that everybody can read
mkdir -m 0750 "$DATA_DIRECTORY"
previous=$((\${POD_NAME##*-} - 1))
if [ "$previous" -ge "$first" ]; then
  host="$name-$previous.$domain"
elif [ -z "$host" ]; then
  wait_for_decision
fi
if [ -n "$host" ]; then
  echo "start-up: cloning from $host"
  export PREVIOUS_POD_HOST="$host"
  shift "$count"
else
  echo "start-up: initializing the first pod"
  # the words of the first command go to the end, and those of the second are dropped from the front
  drop=$(($# - count))
  while [ "$count" -gt 0 ]; do
    word=$1
    shift
    set -- "$@" "$word"
    count=$((count - 1))
  done
  shift "$drop"
fi
"$@" &
wait "$!"
# on the disk before it is there; where the image can, this file system only
sync -f "$DATA_DIRECTORY" 2>/dev/null || sync
# what was decided holds for this volume, and once
rm -f "$volume/initialize" "$volume"/clone-from-*
mv "$DATA_DIRECTORY" "$data"
echo "start-up: the data is complete"
`.trim();
