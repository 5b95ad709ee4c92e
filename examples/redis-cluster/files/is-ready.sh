# it belongs to a cluster that works, and has what its master has: so an update goes on to the next node only then
redis-cli -e cluster info | grep -q cluster_state:ok
! redis-cli -e info replication | grep -q master_link_status:down
