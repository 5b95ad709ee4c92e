# The next major version of PostgreSQL.
suite=trixie
packages=(libc-bin postgresql postgresql-client util-linux)
command='["postgres"]'
user=postgres:999
path=/usr/lib/postgresql/*/bin
