# A replica is ready while it follows the primary and is at most 30 seconds behind. It stays ready while the primary cannot be
# reached, as reads would end with the primary otherwise.
primary=PRIMARY_HOST
state=/var/run/postgresql/followed

not_ready() {
  echo "not ready: $*"
  exit 1
}

ask() { psql --no-psqlrc --quiet --tuples-only --no-align --command "$1"; }

end=$(ask "SELECT latest_end_lsn FROM pg_stat_wal_receiver WHERE status = 'streaming'")
if [ -z "$end" ]; then
  pg_isready --quiet --timeout=2 --host="$primary" || exit 0
  read -r pod < /etc/hostname
  not_ready "the primary is there and is not followed; the log says why." \
    "If what it needs is gone, or is not its history, clone it anew: kubectl delete pvc/data-$pod pod/$pod"
fi
# how long it takes to replay what the primary had: no clock but this one is asked, and a long transaction is no delay
now=$(date +%s)
read -r goal since was 2> /dev/null < "$state" || { goal=$end since=$now was=behind; }
reached=$(ask "SELECT pg_last_wal_replay_lsn() >= '$goal'")
if [ "$((now - since))" -gt 30 ]; then was=behind; elif [ "$reached" = t ]; then was=ready; fi
if [ "$reached" = t ]; then goal=$end since=$now; fi
echo "$goal $since $was" > "$state"
[ "$was" = ready ] || not_ready "it has not replayed in 30 seconds what the primary had"
