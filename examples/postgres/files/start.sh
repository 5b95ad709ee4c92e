# Starts the server in the role of this pod, and anew in another one when the program promotes a pod.
# A server takes writes only where its volume was confirmed as primary in this term: when all others had said that they know the
# term and take none, and had nothing that this one lacks. docs/adr/0019-promotion.md has the reasons.
data=$1 files=/etc/postgresql/pod primary=/etc/postgresql/primary run=/var/run/postgresql
server= ending= followed= follows= said= published=

# as process 1 a shell hears of the end of the pod only by a trap, and while it waits
trap 'exit 143' TERM
pause() { sleep 2 & wait "$!" || true; }

say() {
  [ "$said" = "$*" ] || echo "$POD_NAME: $*"
  said=$*
}

read_promotion() {
  read -r term host < "$primary/promotion" && pod=${host%%.*}
}

# what this volume knows, on the disk before anything is done with it
note() {
  # a restart needs no room on the disk
  [ "$(cat "$data/$1" 2> /dev/null)" != "$2" ] || return 0
  echo "$2" > "$data/$1.new" && sync "$data/$1.new" && mv "$data/$1.new" "$data/$1" && sync "$data"
}

sql() { psql --no-psqlrc -qAt -d postgres -c "$1"; }

# another server, as a replica of it; one that hangs is as good as none
as_replica() {
  server_of=$1
  shift
  PGCONNECT_TIMEOUT=2 timeout 5 psql --no-psqlrc --no-password -qAt "host=$server_of user=replication replication=true" "$@" 2>&1
}

# answers: its name, as an address may be that of another server by now, TERM.PRIMARY, whether it only reads, its timelines, whom it
# follows, where it is
ask() {
  as_replica "$1" -c 'SHOW cluster_name' -c 'SHOW promotion.term' -c 'SHOW in_hot_standby' -c 'SHOW promotion.timelines' \
    -c 'SHOW promotion.follows' -c IDENTIFY_SYSTEM
}
timelines_of() { echo "$1" | sed -n 4p; }
followed_by() { echo "$1" | sed -n 5p; }
# TIMELINE|PLACE
place() { echo "$1" | sed -n 6p | cut -d '|' -f 2,3; }
# Of this server. It needs no password for that: the one that it was given may be newer than that in its data.
own_place() { psql --no-psqlrc -qAt "host=$run user=postgres replication=true" -c IDENTIFY_SYSTEM | cut -d '|' -f 2,3; }
last_line() { echo "$1" | sed -n '$p'; }

# What others are told, and whom this server follows. Who connects to the address of a pod that has just gone hears nothing, for two
# minutes by the kernel's own patience; connect_timeout does not hold for a replica, and milliseconds of tcp_user_timeout do.
publish() {
  {
    echo "promotion.term = '$term.$pod'"
    echo "promotion.timelines = '$timelines'"
    echo "promotion.follows = '$follows'"
    echo "primary_conninfo = '${followed:+host=$followed user=replication tcp_user_timeout=5000}'"
  } > "$run/state.new"
  mv "$run/state.new" "$run/state.conf"
  sql 'SELECT pg_reload_conf()' > /dev/null && published=yes
}

state() { echo "$1" > "$run/role"; }

is_alive() { kill -0 "$server" 2> /dev/null; }

# "fast": what Kubernetes sends would wait for all clients to go; a shell has its children ignore it until they say otherwise
stop() { kill -INT "$server" 2> /dev/null || true; }

begin_anew() {
  while is_alive; do
    stop
    pause
  done
  [ -z "$ending" ] || exit 143
  exec sh -eu "$0" "$data"
}

# Whether this server has all of its own log. Before that nobody can say what it has.
is_complete() {
  [ "$(sql "SELECT EXISTS (SELECT FROM pg_stat_wal_receiver) OR wait_event IN ('RecoveryWalStream', 'RecoveryRetrieveRetryInterval')
    FROM pg_stat_activity WHERE backend_type = 'startup'")" = t ]
}

# Whether all timelines of one list are in another. The number of one is the next that its server knows of, so that two servers may
# give the same to two histories, which PostgreSQL does not see. Hence each has a name as well.
are_in() {
  for timeline in $(echo "$1" | tr ',' ' '); do
    case $2 in *",$timeline,"*) ;; *) return 1 ;; esac
  done
}

# known before the first byte of them is here
follow() {
  note timelines "$2" || return 1
  timelines=$2 followed=$1 follows=$1
  publish
}

# Others are told so when nothing comes any more.
follow_nobody() {
  followed=
  publish
  while is_alive && [ "$(sql 'SELECT EXISTS (SELECT FROM pg_stat_wal_receiver)')" != f ]; do pause; done
  follows=
  publish
}

# as the primary: the name of its timeline
name_timeline() {
  number=$(sql "SELECT CASE WHEN NOT pg_is_in_recovery() THEN ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int END")
  [ -n "$number" ] || return 0
  case $timelines in
    *",$number:"*) ;;
    *)
      named="$timelines$number:$(od -An -N4 -tu4 /dev/urandom | tr -d ' '),"
      note timelines "$named" || return 1
      timelines=$named ;;
  esac
  publish
}

# as a replica: whoever is confirmed as primary
follow_primary() {
  answer=$(ask "$host") || true
  case $answer in
    *'the database system is'*) state waiting ;;
    # the probe says so
    *FATAL*) state refused ;;
    "$pod"?"$term.$pod"?off?,*)
      here=$(own_place)
      part=0
      is_part "$host" "$answer" || part=$?
      case $part in
        0)
          follow "$host" "$(timelines_of "$answer")"
          state following ;;
        1) state diverged ;;
        *) state waiting ;;
      esac ;;
    *) state waiting ;;
  esac
}

# A primary that is to be confirmed again, as its disk was lost, begins a timeline. It waits until nobody follows it, so that nobody
# gets any of that before the name of it.
look_again() {
  answer=$(ask "$followed") || return 0
  case $answer in
    "$pod"?"$term.$pod"?off?,*) [ "$(timelines_of "$answer")" != "$timelines" ] || return 0 ;;
    "$pod"?"$term.$pod"?on?,*) ;;
    *) return 0 ;;
  esac
  follow_nobody
  state waiting
}

# Timelines that this server has not begun itself, and nothing of which is here: the one that it begins may get their number, and would
# come after them by the files that a primary has sent.
forget_later_timelines() {
  kept=,
  for timeline in $(echo "$timelines" | tr ',' ' '); do
    [ "${timeline%:*}" -gt "${here%|*}" ] || kept="$kept$timeline,"
  done
  for file in "$data/pg_wal/"[0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F].history; do
    number=${file##*/}
    if [ -e "$file" ] && [ "$((0x${number%.history}))" -gt "${here%|*}" ]; then rm "$file"; fi
  done
  sync "$data/pg_wal" && note timelines "$kept"
}

# Whether a place in the log, TIMELINE|PLACE, is a part of the history that leads to another: of an earlier timeline that is what came
# before its end. The file of the later timeline, "1	0/50042B8	no recovery target specified", is read from standard input.
leads_to() {
  end=
  if [ "${1%|*}" = "${2%|*}" ]; then
    end=${2#*|}
  else
    while read -r number place _; do
      # psql prints the name of the file before its first line
      [ "${number##*|}" != "${1%|*}" ] || end=$place
    done
  fi
  [ -n "$end" ] && [ "$(sql "SELECT '${1#*|}'::pg_lsn <= '$end'::pg_lsn")" = t ]
}

# whether this server has a place in the log
has() { cat "$data/pg_wal/$(printf %08X "${here%|*}").history" 2> /dev/null | leads_to "$1" "$here"; }

# Whether another server has all that is here, by its answer: 1 if not, 2 if that cannot be said yet. PostgreSQL says so only after it has
# taken over the files of the other's timelines, with which a server that has more does not start any more. What counts is what was
# replayed: the last that was received may be half a record, which is nothing.
is_part() {
  are_in "$timelines" "$(timelines_of "$2")" || return 1
  goal=$(place "$2") history=
  if [ -z "$here" ] || ! is_complete; then return 2; fi
  if [ "${here%|*}" != "${goal%|*}" ]; then history=$(as_replica "$1" -c "TIMELINE_HISTORY ${goal%|*}") || return 2; fi
  replayed=$(sql 'SELECT pg_last_wal_replay_lsn()') && [ -n "$replayed" ] || return 2
  echo "$history" | leads_to "${here%|*}|$replayed" "$goal"
}

is_confirmed() {
  pods=$(cat "$primary/pods") || return 1
  here=$(own_place)
  [ -n "$here" ] || return 1
  for other in $pods; do
    name=${other%%.*}
    [ "$name" != "$POD_NAME" ] || continue
    answer=$(ask "$other") || true
    case $answer in
      "$name"?"$term.$pod"?on?,*) ;;
      # who answers has not ended, whatever a person said
      "$name"?*)
        say "no writes yet, as $name does not say that it takes none in term $term. It answers, and so has not ended"
        return 1 ;;
      *)
        [ ! -e "$data/term-$term-without-$name" ] || continue
        case $answer in
          *FATAL*password*)
            say "no writes yet, as $name does not let this server in: $(last_line "$answer"). Give the Secret the replication-password from before, and change it" \
              "when there is a primary; or clone it anew: kubectl delete -n $POD_NAMESPACE pvc/data-$name pod/$name" ;;
          *)
            say "no writes yet, as $name does not say that it takes none in term $term. Where it has ended, and comes back through the API" \
              "server alone: kubectl exec -n $POD_NAMESPACE $POD_NAME -c postgres -- touch $data/term-$term-without-$name" ;;
        esac
        return 1 ;;
    esac
    if [ "$(followed_by "$answer")" = "$host" ]; then
      say "no writes yet, as $name follows this server still"
      return 1
    fi
    theirs=$(timelines_of "$answer")
    if are_in "$theirs" "$timelines" && has "$(place "$answer")"; then continue; fi
    part=0
    is_part "$other" "$answer" || part=$?
    case $part in
      0)
        say "no writes yet, as $name has what is missing here. If that does not pass, as it has removed a part of its log, promote it instead"
        [ "$followed" = "$other" ] || follow "$other" "$theirs" ;;
      1) say "no writes yet, as $name has another history. Where nothing of it is needed, clone it anew: kubectl delete -n $POD_NAMESPACE pvc/data-$name pod/$name" ;;
      *) say "no writes yet, as it is not known whether $name has another history; the logs of both say why" ;;
    esac
    return 1
  done
  # the answers were for this term, and the list of pods as well
  read_promotion && [ "$term $pod" = "$started" ] && case " $pods" in *[!a-z0-9-]"$POD_NAME."*) ;; *) false ;; esac
}

# As process 1 of its container a server took the postmaster.pid of another one, which was process 1 as well, for its own. So where two
# pods have the volume for a while, as after a deletion by force, it is this lock that keeps the second from the data of the first.
# All processes of a server have it, and it ends with the last of them.
exec 9>> "$data/server.lock"
until flock -n 9; do
  say 'waiting, as another server has this data; is there a pod that was deleted by force and still runs?'
  pause 9>&-
done

state starting
known=-1 by= was= timelines=,
[ ! -e "$data/term" ] || read -r known by was < "$data/term"
[ ! -e "$data/timelines" ] || read -r timelines < "$data/timelines" || true
read_promotion
until [ "$term" -gt "$known" ] || [ "$term $pod" = "$known $by" ]; do
  say "waiting, as this volume knows $by as primary of term $known, and the program says $pod of term $term"
  pause
  read_promotion
done

if [ "$pod" != "$POD_NAME" ]; then role=replica
elif [ "$term $was" = "$known primary" ]; then role=primary
else role=candidate
fi
note term "$term $pod $role"
# the number of a process that had the lock may be that of another one here
rm -f "$run/state.conf" "$data/postmaster.pid"
if [ "$role" = primary ]; then
  rm -f "$data/standby.signal"
else
  rm -f "$data/recovery.signal"
  touch "$data/standby.signal"
fi
# of the others only when their server answers
[ "$role" != replica ] || state replica
say "$role in term $term of $pod"
# with the name of the pod, which a replica tells the primary, for pg_stat_replication; a primary that was confirmed looks for more of the
# log, which is nowhere, and begins a timeline of its own
postgres -D "$data" -c config_file="$files/postgresql.conf" -c cluster_name="$POD_NAME" -c restore_command="$([ "$role" != primary ] || echo false)" &
server=$!
trap 'ending=yes; stop' TERM
started="$term $pod"

while is_alive; do
  pause
  [ -z "$ending" ] || stop
  read_promotion || continue
  [ "$term $pod" = "$started" ] || begin_anew
  pg_isready --quiet || continue
  case $role in
    primary) [ -n "$published" ] || { name_timeline && [ -n "$published" ] && state primary; } || true ;;
    *)
      [ -n "$published" ] || { is_complete && publish; } || continue
      if [ "$role" = replica ]; then
        if [ -n "$followed" ]; then look_again || true; else follow_primary || true; fi
      elif state candidate && is_confirmed && forget_later_timelines; then
        mv "$data/standby.signal" "$data/recovery.signal"
        note term "$term $pod primary"
        begin_anew
      fi ;;
  esac
done
wait "$server"
