pg_basebackup --host="$PREVIOUS_POD_HOST" --username=replication --no-password --checkpoint=fast --pgdata="$DATA_DIRECTORY"
# without --write-recovery-conf: it would make the replica follow the pod before, and not the primary
touch "$DATA_DIRECTORY/standby.signal"
