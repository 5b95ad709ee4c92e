# PostgreSQL with the tools, the user and the user's number of the official image; the programs are in the PATH as there.
packages=(libc-bin postgresql postgresql-client)
command='["postgres"]'
user=postgres:999
path=/usr/lib/postgresql/*/bin
