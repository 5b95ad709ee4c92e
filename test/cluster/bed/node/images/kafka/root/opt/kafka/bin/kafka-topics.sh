#!/bin/sh
# As the script of the same name in the official image.
exec /opt/kafka/bin/kafka-run-class.sh org.apache.kafka.tools.TopicCommand "$@"
