CREATE DATABASE IF NOT EXISTS app;
CREATE USER IF NOT EXISTS app, replication;
EXECUTE IMMEDIATE CONCAT("ALTER USER app IDENTIFIED BY ", QUOTE(LOAD_FILE('/etc/mysql/secret/app-password')));
EXECUTE IMMEDIATE CONCAT("ALTER USER replication IDENTIFIED BY ", QUOTE(LOAD_FILE('/etc/mysql/secret/replication-password')));
GRANT ALL ON app.* TO app;
GRANT REPLICATION SLAVE ON *.* TO replication;
