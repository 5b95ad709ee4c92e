# A replica is ready while it follows the primary and is at most 30 seconds behind. It stays ready while the primary cannot be
# reached, and while a new one is not confirmed, as reads would end otherwise. A new primary serves reads until it is.
run=/var/run/postgresql
state=$run/followed
read -r _ primary < /etc/postgresql/primary/promotion

not_ready() {
  echo "not ready: $*"
  exit 1
}

clone_anew() {
  read -r pod < /etc/hostname
  not_ready "$1 clone it anew: kubectl delete pvc/data-$pod pod/$pod"
}

# start.sh tells the role
case $(cat "$run/role") in
  # waiting is a replica that has asked for a primary and found none
  starting | primary | candidate | waiting) exec pg_isready ;;
  replica) not_ready 'it has not asked for the primary yet' ;;
  refused) clone_anew 'the primary does not let it in; the log of the primary says why. If that does not pass,' ;;
  diverged) clone_anew 'the primary has another history;' ;;
esac

ask() { psql --no-psqlrc --quiet --tuples-only --no-align --command "$1"; }

end=$(ask "SELECT latest_end_lsn FROM pg_stat_wal_receiver WHERE status = 'streaming'")
if [ -z "$end" ]; then
  pg_isready --quiet --timeout=2 --host="$primary" || exit 0
  clone_anew "the primary is there and is not followed; the log says why. If what it needs is gone, or is not its history,"
fi
# how long it takes to replay what the primary had: no clock but this one is asked, and a long transaction is no delay
now=$(date +%s)
read -r goal since was 2> /dev/null < "$state" || { goal=$end since=$now was=behind; }
reached=$(ask "SELECT pg_last_wal_replay_lsn() >= '$goal'")
if [ "$((now - since))" -gt 30 ]; then was=behind; elif [ "$reached" = t ]; then was=ready; fi
if [ "$reached" = t ]; then goal=$end since=$now; fi
echo "$goal $since $was" > "$state"
[ "$was" = ready ] || not_ready "it has not replayed in 30 seconds what the primary had"
