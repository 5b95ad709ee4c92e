# Makes members of learners that have the data, and removes members that the program does not want any more: those whose
# pods are gone or about to end. The kubelet tells a new number of members within two minutes, so a running pod is no
# reason to believe the old one.
set -u
export ETCDCTL_ENDPOINTS=http://127.0.0.1:2379
trap 'exit 0' TERM
set=${POD_NAME%-*}

is_staying() { # NAME STATUS CLIENT_URL
  if [ "$2" = unstarted ]; then
    [ -n "$(etcdctl get "_members/joining/$1")" ]
  else
    [ -z "$(etcdctl get "_members/leaving/$1")" ] && ETCDCTL_ENDPOINTS=$3 etcdctl --command-timeout=3s endpoint status > /dev/null 2>&1
  fi
}

# the pod of this name that left is back
until etcdctl del "_members/leaving/$POD_NAME" > /dev/null 2>&1; do
  sleep 1 &
  wait "$!"
done
while :; do
  sleep 3 &
  wait "$!"
  etcdctl endpoint health > /dev/null 2>&1 || continue
  # what a person has decided is done, and must not hold for another day
  rm -f /var/lib/etcd/initialize /var/lib/etcd/force-new-cluster
  list=$(etcdctl member list) || continue
  wanted=$(cat /etcd/members)
  echo "$list" | sed 's/, /|/g' | while IFS='|' read -r id status name peer client learner; do
    host=${peer#http://}
    case $host in "$set"-*."$DOMAIN:2380") ;; *) continue ;; esac
    name=${host%%.*}
    if [ "${name##*-}" -ge "$wanted" ] && ! is_staying "$name" "$status" "$client"; then
      etcdctl member remove "$id" > /dev/null 2>&1 && echo "members: $name is removed, as the program wants $wanted"
    elif [ "$learner" = true ] && [ "$status" = started ]; then
      etcdctl member promote "$id" > /dev/null 2>&1 && echo "members: $name is a member"
    fi
  done
done
