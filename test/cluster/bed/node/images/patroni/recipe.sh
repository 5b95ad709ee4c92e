# Patroni with PostgreSQL, and the user's number of the official image of PostgreSQL; the programs are in the PATH as there.
packages=(patroni postgresql postgresql-client)
command='["patroni"]'
user=postgres:999
path=/usr/lib/postgresql/*/bin
