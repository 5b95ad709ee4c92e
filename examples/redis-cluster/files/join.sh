# Keeps the node of this pod in the cluster, as a cluster of pods needs it: joins it, and again after its disk was lost; finds
# others under new addresses; forgets those that are gone. `nodes` has the names of all nodes that the program wants.
# An empty volume looks the same on the first day and after a disk was lost. So a cluster is formed only when a person says so
# (the file `initialize`), or the program for some days, and when all nodes are empty.
set -u
trap 'exit 0' TERM
said= idle=0

say() { # once, as long as nothing changes
  [ "$said" = "$*" ] || echo "join: $*"
  said=$*
}

at() { timeout 5 redis-cli -e -h "$@" 2> /dev/null | tr -d '\r'; } # HOST COMMAND…

address() { at "$1" config get cluster-announce-ip | tail -n 1; } # HOST; Redis takes no names

# lines of CLUSTER NODES: "ID ADDRESS,NAME FLAGS MASTER - - - LINK SLOTS…"
pods() { # with the pod in place of the address and the number of words with slots at the end
  awk '{ sub(".*,", "", $2); sub("[.].*", "", $2); print $1, $2, $3, $4, $8, NF - 8 }'
}

is_permitted() { # by a person, or by the program up to a day
  before=$(cat /redis/initialize-before)
  [ -e /data/initialize ] || { [ -n "$before" ] && [ "$(date -u +%Y%m%d)" -lt "$before" ]; }
}

find_cluster() { # the first other node that belongs to one
  for node in $(cat /redis/nodes); do
    [ "${node%%.*}" = "$POD_NAME" ] || [ -z "$(at "$node" cluster info | grep -x cluster_state:ok)" ] || { echo "$node"; return; }
  done
}

form() { # a cluster of all nodes; redis-cli refuses where one has data, or belongs to a cluster
  addresses=
  for node in $(cat /redis/nodes); do
    found=$(address "$node")
    [ -n "$found" ] || { say "waiting to form the cluster, as $node does not answer"; return; }
    addresses="$addresses $found:6379"
  done
  if reason=$(redis-cli --cluster create $addresses --cluster-replicas 1 --cluster-yes); then
    rm -f /data/initialize
    say 'the cluster is formed'
  else
    say "not formed: $(echo "$reason" | grep ERR | tail -n 1)"
  fi
}

is_succeeded() { # NODES, as another node knows them: whether no node that this pod was before its disk was lost has slots still
  [ -n "$(echo "$1" | pods | awk -v pod="$POD_NAME" '$2 == pod && $3 !~ /myself/ && $6 > 0')" ] || return 0
  say "waiting for a replica to take the slots that $POD_NAME had before its disk was lost. Where none is left, their data is lost; to go on without it: kubectl exec -it -n $POD_NAMESPACE $POD_NAME -c redis -- redis-cli --cluster fix $(find_cluster):6379 --cluster-fix-with-unreachable-masters"
  return 1
}

join() { # NODE: the cluster of this node
  is_succeeded "$(at "$1" cluster nodes)" || return
  say "joining the cluster of ${1%%.*}"
  redis-cli -e cluster meet "$(address "$1")" 6379 > /dev/null
  idle=5
}

follow() { # a replica of the master that has fewest
  master=$(echo "$1" | pods | awk '
    $3 ~ /fail|handshake|noaddr/ { next }
    $3 ~ /master/ && $6 > 0 { masters[$1] = $2 }
    $3 ~ /slave/ { replicas[$4]++ }
    END { for (id in masters) print replicas[id] + 0, masters[id], id }' | sort -n | head -n 1)
  [ -n "$master" ] || return
  say "a replica of $(echo "$master" | cut -d ' ' -f 2)"
  redis-cli -e cluster replicate "${master##* }" > /dev/null
}

meet_lost() { # nodes that are somewhere else than this one knows
  for node in $(cat /redis/nodes); do
    echo "$1" | grep ",${node%%.*}\." | grep -q disconnected || continue
    found=$(address "$node")
    [ -z "$found" ] || redis-cli -e cluster meet "$found" 6379 > /dev/null
  done
  # a replica that hears of the new address from others goes on asking for its master at the old one
  master=$(echo "$1" | grep myself | cut -d ' ' -f 4)
  host=$(redis-cli -e info replication | tr -d '\r' | sed -n 's/^master_host://p')
  [ -z "$host" ] || echo "$1" | grep -q "^$master $host:" || redis-cli -e cluster replicate "$master" > /dev/null
}

forget_gone() { # nodes without slots that the program does not want, and those whose pods have another disk
  echo "$1" | pods | while read -r id pod flags master link slots; do
    case $flags in *fail\?*) continue ;; *fail*) ;; *) continue ;; esac
    [ "$slots" = 0 ] || continue
    if ! grep -q "^$pod\." /redis/nodes || echo "$1" | pods | grep -v fail | grep -q "^[^ ]* $pod "; then
      redis-cli -e cluster forget "$id" > /dev/null 2>&1 && echo "join: the node that $pod was is forgotten"
    fi
  done
}

while :; do
  sleep 2 &
  wait "$!"
  nodes=$(redis-cli -e cluster nodes 2> /dev/null) || continue
  self=$(echo "$nodes" | grep myself | pods)
  slots=${self##* }
  if [ "$(echo "$nodes" | wc -l)" = 1 ] && [ "$slots" = 0 ]; then
    cluster=$(find_cluster)
    if [ -n "$cluster" ]; then
      join "$cluster"
    elif [ "${POD_NAME##*-}" != 0 ]; then
      say "waiting for a cluster, as the volume is empty; only ${POD_NAME%-*}-0 forms a new one"
    elif ! is_permitted; then
      say "waiting, as the volume is empty: at the very first start, or as its data was lost. Where no node ever had data: kubectl exec -n $POD_NAMESPACE $POD_NAME -c redis -- touch /data/initialize"
    else
      form
    fi
  elif [ "$slots" = 0 ] && case $self in *master*) true ;; *) false ;; esac; then
    # while a cluster is formed, redis-cli says who follows whom
    idle=$((idle + 1))
    [ "$idle" -le 5 ] || ! is_succeeded "$(at "$(find_cluster)" cluster nodes)" || follow "$nodes"
  else
    idle=0
    meet_lost "$nodes"
    forget_gone "$nodes"
  fi
done
