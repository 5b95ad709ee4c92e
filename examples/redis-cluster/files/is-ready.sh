# it belongs to a cluster that works, and has slots, or what its master has: so an update goes on to the next node only then
redis-cli -e cluster info | grep -q cluster_state:ok
self=$(redis-cli -e cluster nodes | grep myself)
case $self in
  *slave*) redis-cli -e info replication | grep -q master_link_status:up ;;
  *) [ "$(echo "$self" | wc -w)" -gt 8 ] ;;
esac
