# Starts the node. One that has lost its disk comes back as another, and perhaps at the same address: the others must have missed
# the former one for longer than cluster-node-timeout before that, or no replica takes its place.
trap 'exit 143' TERM
if [ ! -e /data/nodes.conf ]; then
  sleep 15 &
  wait "$!"
fi
exec redis-server /redis/redis.conf --cluster-announce-ip "$POD_IP" --cluster-announce-hostname "$POD_DNS_NAME"
