mariadb-install-db --no-defaults --datadir="$DATA_DIRECTORY" --skip-test-db --auth-root-authentication-method=socket --auth-root-socket-user=mysql
