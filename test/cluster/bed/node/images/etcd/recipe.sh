# etcd and etcdctl; as in the official image, any user may run them.
packages=(etcd-server etcd-client)
command='["etcd"]'
user=etcd:999
