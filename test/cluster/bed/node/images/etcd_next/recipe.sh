# The next version of etcd that changes what is stored.
suite=trixie
packages=(etcd-server etcd-client)
command='["etcd"]'
user=etcd:999
