read -r password
[ "$password" = "$(cat /etc/mysql/secret/replication-password)" ]
exec mariadb-backup --defaults-file=/etc/mysql/pod/server.cnf --backup --stream=xbstream --target-dir=/tmp
