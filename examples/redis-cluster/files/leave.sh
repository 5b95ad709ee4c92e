# Before this pod ends: hands its slots over to a replica that has all of them, so that writes go on within a second.
master=$(redis-cli -e cluster nodes | grep myself)
case $master in *master*) ;; *) exit 0 ;; esac
replica=$(redis-cli -e cluster nodes | awk -v id="${master%% *}" '$4 == id && $3 == "slave" && $8 == "connected" { sub(":.*", "", $2); print $2 }' | head -n 1)
[ -n "$replica" ] || exit 0
redis-cli -e -h "$replica" cluster failover || exit 0
for second in 1 2 3 4 5 6 7 8 9 10; do
  redis-cli -e cluster nodes | grep myself | grep -q master || exit 0
  sleep 1
done
