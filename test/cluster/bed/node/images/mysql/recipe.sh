# MariaDB with the tools, the user and the user's number of the official image, mariadb:11.4.
packages=(libc-bin mariadb-server mariadb-client mariadb-backup socat)
command='["mariadbd"]'
user=mysql:999
