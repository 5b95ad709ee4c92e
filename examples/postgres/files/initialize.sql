DO $$ BEGIN EXECUTE format('CREATE ROLE app LOGIN PASSWORD %L', rtrim(pg_read_file('/etc/postgresql/secret/app-password'), E'\n')); END $$;
DO $$ BEGIN EXECUTE format('CREATE ROLE replication LOGIN REPLICATION PASSWORD %L', rtrim(pg_read_file('/etc/postgresql/secret/replication-password'), E'\n')); END $$;
CREATE DATABASE app OWNER app;
