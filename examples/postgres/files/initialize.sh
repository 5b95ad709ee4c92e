# sorted by bytes: an order that no newer version of the image changes below an index
initdb --pgdata="$DATA_DIRECTORY" --username=postgres --encoding=UTF8 --locale=C --data-checksums --auth=reject
postgres --single -D "$DATA_DIRECTORY" -c exit_on_error=on postgres < /etc/postgresql/pod/initialize.sql
# there is no other data that could lack in this one, so that it needs no confirmation
echo "0 $POD_NAME primary" > "$DATA_DIRECTORY/term"
