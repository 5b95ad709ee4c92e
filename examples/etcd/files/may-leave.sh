# Whether the others have a majority without this member; says so to them, for a while.
set -u
list=$(etcdctl member list) || exit 1
going=$(etcdctl get --prefix _members/leaving/ | grep -B 1 -x going)
etcdctl del "_members/joining/$POD_NAME" > /dev/null
members=0 staying=0 is_member=no
while IFS=', ' read -r id status name peer client learner; do
  [ "$learner" = false ] || continue
  members=$((members + 1))
  if [ "$name" = "$POD_NAME" ]; then
    is_member=yes
  elif ! echo "$going" | grep -qx "_members/leaving/$name" && ETCDCTL_ENDPOINTS=$client etcdctl --command-timeout=3s endpoint status > /dev/null 2>&1; then
    staying=$((staying + 1))
  fi
done << LIST
$list
LIST
# alone it has nobody to wait for
if [ $is_member = no ] || [ $members = 1 ] || [ $staying -gt $((members / 2)) ]; then may=going; else may=waiting; fi
lease=$(etcdctl lease grant 20 | cut -d ' ' -f 2)
etcdctl put --lease="$lease" "_members/leaving/$POD_NAME" $may > /dev/null
[ $may = going ]
