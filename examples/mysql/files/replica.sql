SET @clone = TRIM('\n' FROM LOAD_FILE('/var/lib/mysql/clone.gtid'));
SET GLOBAL gtid_slave_pos = IF(SUBSTRING_INDEX(@clone, '-', -1) + 0 > SUBSTRING_INDEX(@@gtid_slave_pos, '-', -1) + 0, @clone, @@gtid_slave_pos);
EXECUTE IMMEDIATE CONCAT("CHANGE MASTER TO MASTER_HOST='PRIMARY_HOST', MASTER_CONNECT_RETRY=1, MASTER_USE_GTID=slave_pos, MASTER_USER='replication', MASTER_PASSWORD= ", QUOTE(LOAD_FILE('/etc/mysql/secret/replication-password')));
START SLAVE;
