# As process 1 of its container, a server takes the postmaster.pid of another one, which is process 1 as well, for its own. So where two
# pods have the volume for a while, as after a deletion by force, it is this lock that keeps the second from the data of the first.
exec 9>> "$1/server.lock"
# as process 1 a shell hears of the end of the pod only by a trap, and while it waits
trap 'exit 143' TERM
until flock -n 9; do
  echo "waiting, as another server has this data; is there a pod that was deleted by force and still runs?"
  sleep 1 9>&- & wait $!
done
# all processes of the server have the lock, and it ends with the last of them
exec postgres -D "$1" -c config_file=/etc/postgresql/pod/postgresql.conf -c cluster_name="$POD_NAME"
