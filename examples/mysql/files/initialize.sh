mariadb-install-db --no-defaults --datadir="$DATA_DIRECTORY" --skip-test-db --auth-root-authentication-method=socket --auth-root-socket-user=mysql
# others ask as the user "replication", before there is a primary that could make it
{ echo 'FLUSH PRIVILEGES;'; cat /etc/mysql/pod/primary.sql; } | mariadbd --no-defaults --bootstrap --datadir="$DATA_DIRECTORY"
printf '[mariadbd]\nserver_id = %d\n' `od -An -N4 -tu4 /dev/urandom` > "$DATA_DIRECTORY/history.cnf"
# there is no other data that could lack in this one, so that it needs no confirmation
echo "0 $POD_NAME primary" > "$DATA_DIRECTORY/term"
