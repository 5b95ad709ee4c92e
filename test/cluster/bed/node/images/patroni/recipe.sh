# Patroni with PostgreSQL, and the user's number of the official image of PostgreSQL; the programs are in the PATH as there. It has
# flock of util-linux, as every Debian has.
packages=(patroni postgresql postgresql-client util-linux)
command='["patroni"]'
user=postgres:999
path=/usr/lib/postgresql/*/bin
