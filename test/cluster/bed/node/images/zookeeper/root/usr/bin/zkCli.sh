#!/bin/sh
# What the tests call of the script of the same name in the official image.
exec java -Xmx64m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dorg.slf4j.simpleLogger.defaultLogLevel=error -cp '/usr/share/zookeeper/*' org.apache.zookeeper.ZooKeeperMain "$@"
