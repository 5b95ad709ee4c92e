# Starts the server in the role of this pod, and anew in another one when the program promotes a pod.
# A server takes writes only where its volume was confirmed as primary in this term: when all others had said that they know the
# term and take none, and had nothing that this one lacks. docs/adr/0019-promotion.md has the reasons.
data=/var/lib/mysql files=/etc/mysql/pod primary=/etc/mysql/primary run=/run/mysqld
server= ending= followed= said=

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
  [ "$(cat "$data/term" 2> /dev/null)" != "$term $pod $1" ] || return 0
  echo "$term $pod $1" > "$data/term.new" && sync "$data/term.new" && mv "$data/term.new" "$data/term" && sync "$data"
}

sql() { mariadb --batch --skip-column-names --execute "$1"; }

# another server, as a replica of it; one that hangs is as good as none
ask() {
  MYSQL_PWD=$(cat /etc/mysql/secret/replication-password) timeout 5 \
    mariadb --host="$1" --user=replication --connect-timeout=2 --batch --skip-column-names --execute "$2" 2>&1
}

# one whose server is busy is followed at the next attempt
follow() { sed "s/PRIMARY_HOST/$1/" "$files/replica.sql" | timeout 5 mariadb; }

# Whether position.sql came to its end. Before that nobody but the administrator gets in, as others would be told a wrong position.
knows_position() {
  [ "$(sql 'SELECT @@max_user_connections')" = -1 ] || return 0
  say 'it cannot note its position, as its log says, and tries again; is its disk full?'
  mariadb < "$files/position.sql" || true
  return 1
}

is_alive() { kill -0 "$server" 2> /dev/null; }

begin_anew() {
  kill "$server" 2> /dev/null || true
  while is_alive; do wait "$server" || true; done
  [ -z "$ending" ] || exit 143
  exec sh -eu "$0"
}

# As a replica: whoever is confirmed as primary. Its number is made anew then, so that it is followed anew; and where the password
# has changed.
follow_primary() {
  number=$(ask "$host" "SELECT IF(@@log_slave_updates, 'reads', @@server_id) FROM DUAL WHERE @@hostname = '$pod' AND @@report_host = '$term.$pod'") || case $number in
    # replication says so, and with it the probe; one that follows keeps the connection that it has
    *'ERROR 1045 '*) number=${followed:-refused} ;;
    *) number= ;;
  esac
  case $number in
    '')
      [ -n "$followed" ] || echo waiting > "$run/role"
      return 0 ;;
    reads)
      # it is to be confirmed anew, as its disk was lost, and waits until nobody follows it
      echo waiting > "$run/role"
      apply_received || true
      sql 'STOP SLAVE' || true
      followed=
      return 0 ;;
  esac
  [ "$number" = "$followed" ] || number="$number $(cat /etc/mysql/secret/replication-password)"
  if [ "$number" != "$followed" ]; then follow "$host" && followed=$number && echo replica > "$run/role"; fi
}

# What the former primary sent is applied before it is forgotten: nobody else may have it.
apply_received() {
  sql 'STOP SLAVE IO_THREAD'
  while is_alive; do
    status=$(mariadb --execute='SHOW SLAVE STATUS\G')
    received=$(printf '%s\n' "$status" | sed -n 's/^ *Gtid_IO_Pos: //p')
    case $status in *'Slave_SQL_Running: Yes'*) ;; *) return 0 ;; esac
    [ "$received" != "$(sql 'SELECT @@gtid_slave_pos')" ] || return 0
    say "applying what it received, before it follows $pod anew"
    pause
  done
}

# whether this server has a transaction: DOMAIN-SERVER-NUMBER, of which each server that wrote has the numbers up to its last one
has() {
  for gtid in $(sql "SELECT REPLACE(CONCAT(@@gtid_binlog_state, ',', @@gtid_slave_pos), ',', ' ')"); do
    if [ "${gtid%-*}" = "${1%-*}" ] && [ "${gtid##*-}" -ge "${1##*-}" ]; then return 0; fi
  done
  [ -z "$1" ]
}

is_confirmed() {
  pods=$(cat "$primary/pods") || return 1
  for other in $pods; do
    name=${other%%.*}
    [ "$name" != "$POD_NAME" ] || continue
    # by its name: an address may be that of another server by now
    answer=$(ask "$other" "SELECT CONCAT_WS(' ', @@hostname, @@report_host, IF(@@read_only IN ('0', 'OFF'), 'writes', 'reads'),
      IF(VARIABLE_VALUE > 0, 'follows', 'waits'), @@gtid_current_pos) FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'SLAVES_RUNNING'") || true
    case $answer in
      "$name $term.$pod reads waits "*) ;;
      "$name $term.$pod reads follows "*)
        say "no writes yet, as $name still applies what it received. If that does not pass, and nothing of it is needed, start it anew: kubectl delete -n $POD_NAMESPACE pod/$name"
        return 1 ;;
      # who answers has not ended, whatever a person said
      "$name "*)
        say "no writes yet, as $name does not say that it takes none in term $term. It answers, and so has not ended"
        return 1 ;;
      *)
        [ ! -e "$data/term-$term-without-$name" ] || continue
        case $answer in
          *'ERROR 1045 '*)
            say "no writes yet, as $name does not let this server in: ${answer#*ERROR 1045 }. Give the Secret the replication-password from before, and change it" \
              "when there is a primary; or clone it anew: kubectl delete -n $POD_NAMESPACE pvc/data-$name pod/$name" ;;
          *)
            say "no writes yet, as $name does not say that it takes none in term $term. Where it has ended, and comes back through the API" \
              "server alone: kubectl exec -n $POD_NAMESPACE $POD_NAME -c mysql -- touch $data/term-$term-without-$name" ;;
        esac
        return 1 ;;
    esac
    if ! has "${answer##* }"; then
      if [ "$followed" != "$other" ]; then follow "$other" && followed=$other; fi
      status=$(mariadb --execute='SHOW SLAVE STATUS\G')
      case $status in
        *'Last_IO_Errno: 1236'*)
          say "no writes yet, as $name has another history, or no more of its log. Where nothing of it is needed, clone it anew: kubectl delete -n $POD_NAMESPACE pvc/data-$name pod/$name" ;;
        *) say "no writes yet, as $name has what is missing here." $(printf '%s\n' "$status" | sed -n 's/^ *Last_IO_Error: *//p') ;;
      esac
      return 1
    fi
  done
  # the answers were for this term, and the list of pods as well
  read_promotion && [ "$term $pod" = "$started" ] && case " $pods" in *[!a-z0-9-]"$POD_NAME."*) ;; *) false ;; esac
}

echo starting > "$run/role"
known=-1 by= was=
[ ! -e "$data/term" ] || read -r known by was < "$data/term"
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
note "$role"
# of the others only when their server answers
[ "$role" != replica ] || echo replica > "$run/role"
case $role in
  primary) configuration=primary.cnf init=primary.sql ;;
  *) configuration=replica.cnf init=position.sql ;;
esac
say "$role in term $term of $pod"
mariadbd --defaults-file="$files/$configuration" --init-file="$files/$init" --report-host="$term.$pod" &
server=$!
trap 'ending=yes; kill "$server" 2> /dev/null || true' TERM
started="$term $pod"

while is_alive; do
  pause
  read_promotion || continue
  if [ "$term $pod" != "$started" ]; then
    if [ "$role" = replica ]; then apply_received || true; fi
    begin_anew
  fi
  mariadb-admin --silent ping > /dev/null 2>&1 || continue
  case $role in
    primary) echo primary > "$run/role" ;;
    replica) ! knows_position || follow_primary || true ;;
    candidate)
      knows_position || continue
      echo candidate > "$run/role"
      if is_confirmed; then
        sql 'STOP SLAVE; RESET SLAVE ALL'
        # no replica takes what is written from here on for what it has of another primary
        printf '[mariadbd]\nserver_id = %d\n' $(od -An -N4 -tu4 /dev/urandom) > "$data/history.cnf"
        sync "$data/history.cnf"
        note primary
        begin_anew
      fi ;;
  esac
done
wait "$server"
