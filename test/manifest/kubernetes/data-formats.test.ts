import { dataFormatProblem } from '../../../src/manifest/kubernetes/data-formats';

test.each([
  ['postgres:16.4', 'postgres:17.0', 'is PostgreSQL 17.0, which reads the data of its own major version only: it is of 16.4'],
  ['postgres:17', 'postgres:16', 'is PostgreSQL 16, which reads'],
  ['postgres:9.5', 'postgres:9.6', 'is PostgreSQL 9.6, which reads'],
  ['postgres:16-alpine', 'postgis/postgis:17-3.5', 'is PostgreSQL 17, which reads'],
  ['timescale/timescaledb:2.17.2-pg16', 'timescale/timescaledb:2.17.2-pg17', 'is PostgreSQL 17, which reads'],
  ['pgvector/pgvector:0.8.0-pg16', 'pgvector/pgvector:pg17', 'is PostgreSQL 17, which reads'],
  ['docker.io/bitnami/postgresql:15.3.0-debian-11-r1', 'bitnamilegacy/postgresql:16.1.0', 'is PostgreSQL 16.1, which reads'],
  ['mysql:8.4', 'mysql:8.0', 'is MySQL 8.0, which does not read the data of a later series: it is of 8.4'],
  ['mysql:9', 'mysql:8', 'is MySQL 8, which does not read'],
  ['mysql:5.7', 'mysql:8.4', 'is MySQL 8.4, which reads the data of the LTS series before it: it is of 5.7'],
  ['mysql:8.0.36', 'mysql:9.1', 'is MySQL 9.1, which reads the data of the LTS series'],
  ['mongo:4.4', 'mongo:6.0', 'is MongoDB 6.0, which reads the data of the series before it'],
  ['mongo:4', 'mongo:7', 'is MongoDB 7, which reads'],
  ['mongo:7.0', 'mongo:6.0', 'is MongoDB 6.0, which does not read the data of a later series, unless'],
  ['redis:7.4', 'redis:7.2', 'is Redis 7.2, which reads dumps up to format 11, and there are those of format 12'],
  ['redis:7', 'redis:6', 'is Redis 6, which reads'],
  ['docker.elastic.co/elasticsearch/elasticsearch:8.15.0', 'docker.elastic.co/elasticsearch/elasticsearch:8.14.3', 'is Elasticsearch 8.14, which does not read'],
  ['elasticsearch:7.10.1', 'elasticsearch:8.15.0', 'is Elasticsearch 8.15, which reads the data of the last minor version'],
  ['elasticsearch:7.17.0', 'elasticsearch:9.0.0', 'is Elasticsearch 9.0, which reads'],
  ['quay.io/coreos/etcd:v3.5.12', 'gcr.io/etcd-development/etcd:v3.4.30', 'is etcd 3.4, which does not join'],
])('%s does not start as %s', (before, after, problem) => {
  expect(dataFormatProblem(before, after)?.problem).toContain(problem);
});

test.each([
  ['postgres:16.1', 'postgres:16.4-alpine'],
  ['postgres:16', 'postgres:16.4'],
  ['postgres:9.6.1', 'postgres:9.6.24'],
  ['postgres:16', 'postgres:latest'],
  ['postgres:16@sha256:0', 'postgres@sha256:0'],
  ['example.com/postgres:16', 'example.com/postgres:17'],
  ['postgres:16', 'mysql:8.4'],
  ['mysql:8.0', 'mysql:8.4.3'],
  ['mysql:8.4', 'mysql:9.2'],
  ['mysql:5.7', 'mysql:8'],
  ['mysql:8.4', 'mysql:8'],
  ['mysql:8.4.5', 'mysql:8.4.2'],
  ['mongo:6.0', 'mongo:7.0'],
  ['mongo:4.4', 'mongo:5'],
  ['mongo:8.0', 'mongo:8.2'],
  ['redis:6.2', 'redis:7.4'],
  ['redis:7.2', 'redis:7'],
  ['redis:8.0', 'redis:7.4'],
  ['elasticsearch:7.17.9', 'elasticsearch:8.15.0'],
  ['elasticsearch:8.14.1', 'elasticsearch:8.14.0'],
  ['quay.io/coreos/etcd:v3.4.30', 'quay.io/coreos/etcd:v3.5.12'],
])('%s starts as %s, or may', (before, after) => {
  expect(dataFormatProblem(before, after)).toBeUndefined();
});
