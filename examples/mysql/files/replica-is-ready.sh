mariadb --execute='SHOW SLAVE STATUS\G' | grep -q 'Slave_SQL_Running: Yes'
