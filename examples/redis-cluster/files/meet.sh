# Nodes know each other by address. One that comes back with another address tells the others; when all come back, nobody
# is left whom to tell. So each node looks for those that it has lost, by name, and meets them at their new address.
while sleep 2; do
  nodes=$(redis-cli -e cluster nodes) || continue
  for node in $REDIS_NODES; do
    echo "$nodes" | grep ",${node%%.*}\." | grep -q disconnected || continue
    address=$(redis-cli -e -h "$node" config get cluster-announce-ip | tail -n 1)
    [ -z "$address" ] || redis-cli -e cluster meet "$address" 6379
  done
  # a replica that hears of the new address from others goes on asking for its master at the old one
  master=$(echo "$nodes" | grep myself | cut -d ' ' -f 4)
  host=$(redis-cli -e info replication | tr -d '\r' | sed -n 's/^master_host://p')
  [ -z "$host" ] || echo "$nodes" | grep -q "^$master $host:" || redis-cli -e cluster replicate "$master"
done
