mariadb-install-db --no-defaults --datadir="$DATA_DIRECTORY" --skip-test-db --auth-root-authentication-method=socket --auth-root-socket-user=mysql
printf '[mariadbd]\nserver_id = %d\n' `od -An -N4 -tu4 /dev/urandom` > "$DATA_DIRECTORY/history.cnf"
