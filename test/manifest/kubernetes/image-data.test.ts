import { imageDataOf } from '../../../src/manifest/kubernetes/image-data';

test.each([
  ['postgres:17', '/var/lib/postgresql/data', ['/var/lib/postgresql/data']],
  ['postgres:16.4-alpine', '/var/lib/postgresql/data', ['/var/lib/postgresql/data']],
  ['docker.io/library/postgres:9.6.24', '/var/lib/postgresql/data', ['/var/lib/postgresql/data']],
  ['public.ecr.aws/docker/library/postgres:14.1', '/var/lib/postgresql/data', ['/var/lib/postgresql/data']],
  ['postgres:18.1', '/var/lib/postgresql/18/docker', ['/var/lib/postgresql']],
  ['pgvector/pgvector:0.8.0-pg17', '/var/lib/postgresql/data', ['/var/lib/postgresql/data']],
  ['pgvector/pgvector:pg18', '/var/lib/postgresql/18/docker', ['/var/lib/postgresql']],
  ['postgis/postgis:16-3.4', '/var/lib/postgresql/data', ['/var/lib/postgresql/data']],
  ['timescale/timescaledb:2.17.2-pg16', '/var/lib/postgresql/data', ['/var/lib/postgresql/data']],
  ['docker.io/bitnami/postgresql:16.4.0', '/bitnami/postgresql/data', ['/bitnami/postgresql']],
  ['bitnamilegacy/postgresql:17', '/bitnami/postgresql/data', ['/bitnami/postgresql']],
  ['mysql', '/var/lib/mysql', ['/var/lib/mysql']],
  ['mariadb:11.4', '/var/lib/mysql', ['/var/lib/mysql']],
  ['mongo:8.0', '/data/db', ['/data/db', '/data/configdb']],
  ['redis:7.4-alpine', '/data', ['/data']],
  ['valkey:8', '/data', ['/data']],
  ['valkey/valkey:8.1', '/data', ['/data']],
  ['cassandra:5', '/var/lib/cassandra', ['/var/lib/cassandra']],
  ['rabbitmq:4-management', '/var/lib/rabbitmq', ['/var/lib/rabbitmq']],
  ['clickhouse/clickhouse-server:25.3', '/var/lib/clickhouse', ['/var/lib/clickhouse']],
])('%s keeps its data in %s', (image, directory, volumes) => {
  expect(imageDataOf(image)).toMatchObject({ directory, volumes });
});

test.each([
  'postgres', 'postgres:latest', 'postgres:alpine', 'postgres@sha256:abc', 'pgvector/pgvector:latest', 'postgis/postgis:master', 'example.com/postgres:16',
  'acme/mysql:8', 'bitnami/mysql:8', 'nginx:1.27', '',
])('of %s nothing is known', image => {
  expect(imageDataOf(image)).toBeUndefined();
});
