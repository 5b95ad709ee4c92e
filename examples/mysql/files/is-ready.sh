# A replica is ready while it follows the primary and is at most 30 seconds behind. It stays ready while the primary cannot be
# reached, and while a new one is not confirmed, as reads would end otherwise. A new primary serves reads until it is.
run=/run/mysqld
read -r _ primary < /etc/mysql/primary/promotion
# start.sh tells the role; waiting is a replica that has asked for a primary and found none
case $(cat "$run/role") in
  replica | starting) ;;
  *) exec mariadb-admin ping ;;
esac
status=$(mariadb --execute='SHOW SLAVE STATUS\G')

field() { printf '%s\n' "$status" | sed -n "s/^ *$1: //p"; }

not_ready() {
  echo "not ready: $*"
  exit 1
}

not_following() {
  read -r pod < /etc/hostname
  not_ready "$1. If that does not pass, clone it anew: kubectl delete pvc/data-$pod pod/$pod"
}

[ -n "$status" ] || not_ready 'it has not started yet, or not asked for the primary'
[ "$(field Slave_SQL_Running)" = Yes ] || not_following "what the primary wrote cannot be applied: $(field Last_SQL_Error)"
case "$(field Slave_IO_Running) $(field Last_IO_Errno)" in
  Yes*)
    behind=$(field Seconds_Behind_Master)
    [ "$behind" -le 30 ] || not_ready "it is $behind seconds behind the primary" ;;
  # errors of the client itself: nobody answers
  'Connecting 2'???) ;;
  *)
    # a replica that cannot follow is ready while the primary is away: a primary after it would not be made again otherwise
    mariadb-admin --silent --connect-timeout=2 --host="$primary" ping > /dev/null 2>&1 || exit 0
    not_following "the primary is not followed: $(field Last_IO_Error)" ;;
esac
