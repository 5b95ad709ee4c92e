# ZooKeeper from Maven's artefacts, with the user's number of the official image and what the example calls there.
packages=(default-jre-headless)
command='["zkServer.sh", "start-foreground"]'
directories=(/conf /data)
user=zookeeper:1000
path=/usr/lib/jvm/default-java/bin
jars=/usr/share/zookeeper
