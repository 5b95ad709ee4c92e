pg_basebackup --host="$PREVIOUS_POD_HOST" --username=replication --no-password --checkpoint=fast --pgdata="$DATA_DIRECTORY"
# What the volume of the other pod knows of promotions, this one does not. start.sh says whom it follows, so that there is no
# --write-recovery-conf: it would make the replica follow the pod before, and not the primary.
rm -f "$DATA_DIRECTORY"/standby.signal "$DATA_DIRECTORY"/recovery.signal "$DATA_DIRECTORY"/term "$DATA_DIRECTORY"/term-*
touch "$DATA_DIRECTORY/standby.signal"
