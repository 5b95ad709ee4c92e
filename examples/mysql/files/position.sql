RESET SLAVE ALL;
SELECT gtid INTO @position FROM (SELECT @@gtid_slave_pos AS gtid UNION SELECT @@gtid_binlog_pos UNION SELECT IFNULL(TRIM('\n' FROM LOAD_FILE('/var/lib/mysql/clone.gtid')), '')) AS known ORDER BY SUBSTRING_INDEX(gtid, '-', -1) + 0 DESC LIMIT 1;
EXECUTE IMMEDIATE IF(@@gtid_slave_pos = @position, 'DO 0', CONCAT('SET GLOBAL gtid_slave_pos = ', QUOTE(@position)));
EXECUTE IMMEDIATE IF(@@gtid_slave_pos = @position, 'SET GLOBAL max_user_connections = 2147483647', 'DO 0');
