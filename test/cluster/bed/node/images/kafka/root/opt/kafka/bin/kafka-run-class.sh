#!/bin/sh
# As the script of the same name in the official image, with what the tests need of it.
# shellcheck disable=SC2086
exec java ${KAFKA_HEAP_OPTS:--Xmx128m} -XX:TieredStopAtLevel=1 -XX:+UseSerialGC ${KAFKA_LOG4J_OPTS:--Dlog4j2.level=ERROR} -cp '/opt/kafka/libs/*' "$@"
