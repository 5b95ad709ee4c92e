# PostgreSQL with the tools, the user and the user's number of the official image; the programs are in the PATH as there. It has flock of util-linux, as every Debian has.
packages=(libc-bin postgresql postgresql-client util-linux)
command='["postgres"]'
user=postgres:999
path=/usr/lib/postgresql/*/bin
