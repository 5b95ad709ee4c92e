# The next major version of Redis.
suite=trixie
packages=(redis-server redis-tools)
command='["redis-server"]'
user=redis:999
