# Cassandra from Maven's artefacts, with the user's number and the places of the official image; and a client of it.
packages=(bash coreutils default-jre-headless)
command='["docker-entrypoint.sh", "cassandra", "-f"]'
directories=(/var/lib/cassandra /var/log/cassandra)
user=cassandra:999
path=/usr/lib/jvm/default-java/bin
jars=/opt/cassandra/lib
programs=(./cql)
