/** Where the dumps are. */
export const DUMPS = '/dumps';

/**
 * What the pod of a `ScheduledDump` runs, for any POSIX shell: `sh -euc SCRIPT dump DIRECTORY NAME EXTENSION COUNT SECONDS COMMAND…`,
 * where COUNT or SECONDS say what is kept, or are empty. The command stays arguments, so that nothing of it is read as shell.
 *
 * A dump appears by a rename, once its command has ended well, so that there is never half of one. The time in its name is
 * that at which it began. Only then are old ones deleted, and of those only what has such a name.
 */
export const DUMP_SCRIPT = `
directory=$1 name=$2 extension=$3 count=$4 seconds=$5
shift 5
# as process 1 a shell hears of the end of the pod only by a trap, and while it waits
trap 'exit 143' TERM
umask 027
# what a pod left behind that was killed
rm -rf "$directory/.$name-"*.partial
export DUMP_FILE="$directory/.$name-$POD_NAME.partial"
trap 'rm -rf "$DUMP_FILE"' EXIT
now=\`date +%s\`
began=\`date -u -d "@$now" +%Y%m%dT%H%M%SZ\`

"$@" &
wait "$!"
if [ ! -s "$DUMP_FILE" ]; then
  echo "dump: the command ended well, and there is nothing in DUMP_FILE" >&2
  exit 1
fi
# on the disk before it is there; where the image can, this file system only
sync -f "$DUMP_FILE" 2> /dev/null || sync
mv "$DUMP_FILE" "$directory/$name-$began$extension"
sync -f "$directory" 2> /dev/null || sync
echo "dump: $name-$began$extension is complete"

remove() {
  rm -rf "$1"
  echo "dump: \${1##*/} is deleted"
}

day='[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]' time='[0-9][0-9][0-9][0-9][0-9][0-9]'
# the oldest first
set -- "$directory/$name-"$day"T"$time"Z$extension"
if [ -n "$count" ]; then
  while [ "$#" -gt "$count" ]; do
    remove "$1"
    shift
  done
elif [ -n "$seconds" ]; then
  oldest=\`date -u -d "@$((now - seconds))" +%Y%m%d%H%M%S\`
  for file; do
    taken=\${file#"$directory/$name-"} taken=\${taken%"Z$extension"}
    if [ "\${taken%T*}\${taken#*T}" -lt "$oldest" ]; then remove "$file"; fi
  done
fi
`.trim();
