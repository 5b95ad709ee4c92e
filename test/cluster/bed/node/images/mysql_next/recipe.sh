# The next major version of MariaDB, for what becomes of the data of the one before.
suite=trixie
packages=(libc-bin mariadb-server mariadb-client mariadb-backup socat)
command='["mariadbd"]'
user=mysql:999
