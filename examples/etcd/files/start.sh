# Starts the member of this pod: with the data that it has, as one that joins the cluster, or as the first of a new one.
# An empty volume looks the same on the first day and after a disk was lost. So a cluster is begun only when a person says
# so (the file `initialize`), or the program for some days, and when no other pod has anything on its volume.
# `members` is the number of members that the program wants, CLIENTS the Service to those that have a majority.
set -u
export ETCDCTL_ENDPOINTS=http://$CLIENTS:2379
volume=/var/lib/etcd
data=$volume/member-data
url=http://$POD_NAME.$DOMAIN:2380
set=${POD_NAME%-*} ordinal=${POD_NAME##*-}
server= said=
# as process 1 a shell hears of the end of the pod only by a trap, and while it waits
trap 'exit 143' TERM

say() { # once, as long as nothing changes
  [ "$said" = "$*" ] || echo "start: $*"
  said=$*
}

has_data() { ls "$data"/member/wal/*.wal > /dev/null 2>&1; }

is_empty() { # nothing but the decision of a person, and what the file system has made
  [ -z "$(ls -A "$volume" | grep -vxE 'lost\+found|initialize')" ]
}

tell_that_empty() { # to the first pod, on the port where a member would listen
  mkdir -p /run/etcd/empty
  echo empty > /run/etcd/empty/empty
  httpd -f -p 2380 -h /run/etcd/empty &
  server=$!
}

not_empty() { # the first of the other pods that does not say that its volume is empty
  other=0
  while [ "$other" -lt "$(cat /etcd/members)" ]; do
    if [ "$other" != "$ordinal" ] && [ "$(timeout 3 wget -q -O - "http://$set-$other.$DOMAIN:2380/empty" 2> /dev/null)" != empty ]; then
      echo "$set-$other"
      return
    fi
    other=$((other + 1))
  done
}

is_permitted() { # by a person, or by the program up to a day
  before=$(cat /etcd/initialize-before)
  [ -e "$volume/initialize" ] || { [ -n "$before" ] && [ "$(date -u +%Y%m%d)" -lt "$before" ]; }
}

run() { # ARGUMENT…
  [ -z "$server" ] || kill "$server"
  exec etcd \
    --name="$POD_NAME" \
    --data-dir="$data" \
    --listen-client-urls=http://0.0.0.0:2379 \
    --advertise-client-urls="http://$POD_NAME.$DOMAIN:2379" \
    --listen-peer-urls=http://0.0.0.0:2380 \
    --initial-advertise-peer-urls="$url" \
    --initial-cluster-token="$DOMAIN" \
    --auto-compaction-retention=1h \
    "$@"
}

join() { # LIST: as one of these members, whose names begin their URLs
  run --initial-cluster-state=existing --initial-cluster="$(echo "$1" | awk -F', ' '{
    name = $4
    sub("http://", "", name)
    sub("[.].*", "", name)
    printf "%s%s=%s", comma, name, $4
    comma = ","
  }')"
}

with_majority() { # LIST: what to do beside members that have a majority
  self=$(echo "$1" | awk -F', ' -v url="$url" '$4 == url')
  if [ -n "$self" ] && has_data; then
    join "$1"
  elif [ "$ordinal" -ge "$(cat /etcd/members)" ]; then
    say "waiting, as $POD_NAME is none of the $(cat /etcd/members) members that the program wants"
  elif [ -z "$self" ] && has_data; then
    say "$POD_NAME was removed from the cluster; its data is now in $volume/removed-data"
    rm -rf "$volume/removed-data"
    mv "$data" "$volume/removed-data"
  elif [ -z "$self" ]; then
    # a learner counts for no majority; the container "members" makes it a full member when it has the data
    lease=$(etcdctl lease grant 60 | cut -d ' ' -f 2)
    etcdctl put --lease="$lease" "_members/joining/$POD_NAME" '' > /dev/null
    if reason=$(etcdctl member add "$POD_NAME" --learner --peer-urls="$url" 2>&1); then
      say "$POD_NAME joins the cluster"
    else
      say "waiting to join the cluster: $(echo "$reason" | sed -n 's/.*desc = \(.*\)"}.*/\1/p;s/^Error: //p' | tail -n 1)"
    fi
  elif [ "$(echo "$self" | cut -d , -f 2)" = ' unstarted' ]; then
    rm -rf "$data"
    join "$1"
  else
    say "$POD_NAME has lost its data; it is removed from the cluster and joins it anew"
    etcdctl member remove "${self%%,*}" > /dev/null 2>&1
  fi
}

alone() { # what to do where no member has a majority
  if has_data && [ -e "$volume/force-new-cluster" ]; then
    echo "start: $POD_NAME goes on alone, with its data, as a new cluster"
    run --force-new-cluster
  elif has_data; then
    run --initial-cluster="$POD_NAME=$url"
  elif [ "$ordinal" != 0 ]; then
    say "waiting for a cluster with a majority, as the volume is empty; only $set-0 can begin a new one"
  elif ! is_empty; then
    say "waiting for a cluster with a majority, as $volume holds something, and no data of a member"
  elif ! is_permitted; then
    say "waiting, as the volume is empty: at the very first start, or as its data was lost. Where no member ever had data: kubectl exec -n $POD_NAMESPACE $POD_NAME -c etcd -- touch $volume/initialize"
  elif other=$(not_empty) && [ -n "$other" ]; then
    say "not initialized, as $other does not say that its volume is empty; where it has the last copy of the data: kubectl exec -n $POD_NAMESPACE $other -c etcd -- touch $volume/force-new-cluster, and kubectl delete pod -n $POD_NAMESPACE $other"
  else
    rm -rf "$data"
    echo "start: $POD_NAME begins a new cluster"
    run --initial-cluster-state=new --initial-cluster="$POD_NAME=$url"
  fi
}

if is_empty; then tell_that_empty; fi
while :; do
  if list=$(etcdctl member list 2> /dev/null); then with_majority "$list"; else alone; fi
  sleep 1 &
  wait "$!"
done
