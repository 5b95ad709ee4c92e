#!/bin/sh
# What the example calls of the script of the same name in the official image.
set -eu
java() { # MEMORY CLASS ARGUMENT…
  memory=$1
  shift
  # a client runs for an instant only
  exec java "-Xmx${memory}m" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '/usr/share/zookeeper/*' "$@"
}
case ${1-} in
  start-foreground) java "$ZK_SERVER_HEAP" org.apache.zookeeper.server.quorum.QuorumPeerMain /conf/zoo.cfg ;;
  status) (java "$ZK_CLIENT_HEAP" org.apache.zookeeper.client.FourLetterWordMain localhost 2181 srvr 2> /dev/null) | grep Mode ;;
  *) echo "zkServer.sh: '${1-}' is neither start-foreground nor status" >&2; exit 2 ;;
esac
