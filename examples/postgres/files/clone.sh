pg_basebackup --host="$PREVIOUS_POD_HOST" --username=replication --no-password --checkpoint=fast --pgdata="$DATA_DIRECTORY"
# without --write-recovery-conf: it would make the replica follow the pod before, and not the primary
rm -f "$DATA_DIRECTORY"/standby.signal "$DATA_DIRECTORY"/recovery.signal
signal=$(cat /etc/postgresql/pod/signal)
# What becomes the primary has to have all that the replica has: a backup of a replica may end before that. So the replica is
# followed until nothing is missing; nobody writes meanwhile, as there is no primary.
if [ "$signal" = recovery.signal ]; then
  source="host=$PREVIOUS_POD_HOST user=replication"
  state=$(psql --no-psqlrc --no-password -qAtc IDENTIFY_SYSTEM "$source replication=true")
  end=$(echo "$state" | cut -d '|' -f 3)
  touch "$DATA_DIRECTORY/standby.signal"
  pg_ctl start --pgdata="$DATA_DIRECTORY" --options="-c config_file=/etc/postgresql/pod/postgresql.conf -c listen_addresses= -c restore_command= -c primary_conninfo='$source'"
  until [ "$(psql --no-psqlrc -qAtc "SELECT pg_last_wal_replay_lsn() >= '$end'" postgres)" = t ]; do sleep 1; done
  pg_ctl stop --pgdata="$DATA_DIRECTORY" --mode=fast
  rm "$DATA_DIRECTORY/standby.signal"
fi
touch "$DATA_DIRECTORY/$signal"
