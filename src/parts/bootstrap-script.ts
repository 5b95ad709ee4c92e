/**
 * What the step of a `BootstrapChain` runs, for any POSIX shell:
 * `sh -euc SCRIPT start-up DATA FIRST_ORDINAL CLONE_FIRST_FROM COUNT INITIALIZE… CLONE…`, where COUNT says how many words
 * the first command has. The commands stay arguments, so that nothing of them is read as shell.
 *
 * The data appears by a rename, which a file system does wholly or not at all. What is left of a step that broke off is
 * removed by the next.
 */
export const BOOTSTRAP_SCRIPT = `
data=$1 first=$2 host=$3 count=$4
shift 4
# an empty directory is what a mount leaves behind that comes before the data
rmdir "$data" 2>/dev/null || true
if [ -e "$data" ]; then
  echo "start-up: the data is there already"
  exit 0
fi
previous=$((\${POD_NAME##*-} - 1))
if [ "$previous" -ge "$first" ]; then
  host="\${POD_NAME%-*}-$previous.\${POD_DNS_NAME#*.}"
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
export DATA_DIRECTORY="$data.incomplete"
rm -rf "$DATA_DIRECTORY"
# databases refuse data that everybody can read
mkdir -m 0750 "$DATA_DIRECTORY"
# as process 1 a shell hears of the end of the pod only by a trap, and while it waits
trap 'exit 143' TERM
"$@" &
wait "$!"
# on the disk before it is there; where the image can, this file system only
sync -f "$DATA_DIRECTORY" 2>/dev/null || sync
mv "$DATA_DIRECTORY" "$data"
echo "start-up: the data is complete"
`.trim();
