# sorted by bytes: an order that no newer version of the image changes below an index
initdb --pgdata="$DATA_DIRECTORY" --username=postgres --encoding=UTF8 --locale=C --data-checksums --auth=reject
postgres --single -D "$DATA_DIRECTORY" -c exit_on_error=on postgres < /etc/postgresql/pod/initialize.sql
