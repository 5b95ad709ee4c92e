{ cat /etc/mysql/secret/replication-password; echo; } | socat -t 600 - "TCP:$PREVIOUS_POD_HOST:$PREVIOUS_POD_PORT" | mbstream -x -C "$DATA_DIRECTORY"
mariadb-backup --prepare --target-dir="$DATA_DIRECTORY"
cut -f 3 "$DATA_DIRECTORY"/*_binlog_info > "$DATA_DIRECTORY/clone.gtid"
