/** Where the containers see the files of their pod, and the Secret. */
export const FILES = '/etc/mysql/pod';
export const SECRET = '/etc/mysql/secret';

/** A statement that needs a password: MariaDB reads it from the Secret, so that it stands in no manifest. */
const withPassword = (statement: string, key: string) => `EXECUTE IMMEDIATE CONCAT("${statement} ", QUOTE(LOAD_FILE('${SECRET}/${key}')));`;

const serverConfig = `
[mariadbd]
datadir = /var/lib/mysql
socket = /run/mysqld/mysqld.sock
tmpdir = /tmp
skip_name_resolve = ON
# names of logs must not change with the pod's host name
log_basename = mysql
log_bin
# with these two a transaction that was acknowledged is on the disk
sync_binlog = 1
innodb_flush_log_at_trx_commit = 1
# a replica may be away for a week before it has to be cloned anew
binlog_expire_logs_seconds = 604800
gtid_strict_mode = ON
slave_net_timeout = 10
init_file = ${FILES}/init.sql
!include ${FILES}/role.cnf
!include ${FILES}/server-id.cnf
`;

const replicaConfig = `
[mariadbd]
read_only = ON
# so that any replica could take the place of the primary
log_slave_updates = ON
# init.sql starts it
skip_slave_start = ON
`;

/** What the primary does at each start, so that a new password in the Secret reaches the database with the next one. */
const primarySql = `
CREATE DATABASE IF NOT EXISTS app;
CREATE USER IF NOT EXISTS app, replication;
${withPassword('ALTER USER app IDENTIFIED BY', 'app-password')}
${withPassword('ALTER USER replication IDENTIFIED BY', 'replication-password')}
GRANT ALL ON app.* TO app;
GRANT REPLICATION SLAVE ON *.* TO replication;
`;

/** What a replica does at each start: it goes on where it was, and the first time where its clone was taken. */
const replicaSql = (primary: string) => `
SET GLOBAL gtid_slave_pos = IF(@@gtid_slave_pos = '', TRIM('\\n' FROM LOAD_FILE('/var/lib/mysql/clone.gtid')), @@gtid_slave_pos);
${withPassword(`CHANGE MASTER TO MASTER_HOST='${primary}', MASTER_CONNECT_RETRY=1, MASTER_USE_GTID=slave_pos, MASTER_USER='replication', MASTER_PASSWORD=`,
  'replication-password')}
START SLAVE;
`;

/** For each connection: the data is for those who know the password. */
const giveClone = `
read -r password
[ "$password" = "$(cat ${SECRET}/replication-password)" ]
exec mariadb-backup --defaults-file=${FILES}/server.cnf --backup --stream=xbstream --target-dir=/tmp
`;

/** The files of every pod. */
export const all = {
  'server.cnf': serverConfig.trimStart(),
  'give-clone.sh': giveClone.trimStart(),
};

/** The files of the primary. */
export const primary = {
  'role.cnf': '# the primary takes writes\n',
  'init.sql': primarySql.trimStart(),
  'is-ready.sh': 'mariadb-admin ping\n',
};

/** The files of the replicas of this primary. */
export const replica = (primaryHost: string) => ({
  'role.cnf': replicaConfig.trimStart(),
  'init.sql': replicaSql(primaryHost).trimStart(),
  // one that waits for the primary to come back still serves reads; one that has stopped does not
  'is-ready.sh': 'mariadb --execute=\'SHOW SLAVE STATUS\\G\' | grep -q \'Slave_SQL_Running: Yes\'\n',
});

/** Data without a password of root: only the user "mysql" of the pod's own containers gets in, through the socket. */
export const INITIALIZE = `
mariadb-install-db --no-defaults --datadir="$DATA_DIRECTORY" --skip-test-db --auth-root-authentication-method=socket --auth-root-socket-user=mysql
`.trim();

/** A stream that breaks off lacks what --prepare asks for. */
export const CLONE = `
{ cat ${SECRET}/replication-password; echo; } | socat -t 600 - "TCP:$PREVIOUS_POD_HOST:$PREVIOUS_POD_PORT" | mbstream -x -C "$DATA_DIRECTORY"
mariadb-backup --prepare --target-dir="$DATA_DIRECTORY"
cut -f 3 "$DATA_DIRECTORY"/*_binlog_info > "$DATA_DIRECTORY/clone.gtid"
`.trim();
