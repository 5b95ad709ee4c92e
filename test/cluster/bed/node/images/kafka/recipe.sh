# Kafka from Maven's artefacts, with the user's number of the official image and what the example calls there.
packages=(default-jre-headless)
command='["/etc/kafka/docker/run"]'
directories=(/opt/kafka/config /opt/kafka/logs)
user=appuser:1000
path=/usr/lib/jvm/default-java/bin
jars=/opt/kafka/libs
