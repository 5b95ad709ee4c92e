#!/bin/bash
# As in the official image: the variables become the configuration, and then the server starts.
set -eu
configuration=/etc/cassandra/cassandra.yaml
CASSANDRA_LISTEN_ADDRESS=$(hostname -i)
: "${CASSANDRA_BROADCAST_ADDRESS:=$CASSANDRA_LISTEN_ADDRESS}"
: "${CASSANDRA_BROADCAST_RPC_ADDRESS:=$CASSANDRA_BROADCAST_ADDRESS}"
: "${CASSANDRA_RPC_ADDRESS:=0.0.0.0}"
: "${CASSANDRA_SEEDS:=$CASSANDRA_BROADCAST_ADDRESS}"
sed -ri "s/(- seeds:).*/\1 \"$CASSANDRA_SEEDS\"/" "$configuration"
for property in broadcast_address broadcast_rpc_address cluster_name endpoint_snitch listen_address rpc_address; do
  variable=CASSANDRA_${property^^}
  [ -z "${!variable:-}" ] || sed -ri "s/^(# )?($property:).*/\2 ${!variable}/" "$configuration"
done
exec "$@"
