# Joins the nodes to a cluster once; later they know each other. Redis takes addresses only: each node tells its own.
addresses=
for node in $REDIS_NODES; do
  until address=$(redis-cli -e -h "$node" config get cluster-announce-ip); do sleep 1; done
  addresses="$addresses $(echo "$address" | tail -n 1):6379"
done
redis-cli -h "${REDIS_NODES%% *}" cluster info | grep -q cluster_slots_assigned:16384 && exit
redis-cli --cluster create $addresses --cluster-replicas 1 --cluster-yes
