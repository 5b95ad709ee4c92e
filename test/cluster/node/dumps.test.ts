import { Size } from 'cdk8s';
import { follow } from './support/documented';
import { eventually } from './support/eventually';
import * as mysql from './support/mysql';
import * as postgres from './support/postgres';
import { RESTRICTED, TestNamespace, inNamespace } from '../support/namespace';
import { Kind, KubernetesObject, PERSISTENT_VOLUME_CLAIM, STATEFUL_SET, nameOf } from '../support/objects';

const CRON_JOB: Kind = { apiVersion: 'batch/v1', kind: 'CronJob' };
const JOB: Kind = { apiVersion: 'batch/v1', kind: 'Job' };
const STORAGE = { dumpStorage: Size.mebibytes(64) };

/** What is hard to write down, as UTF-8. */
const TEXT = Buffer.from('\\ \'"\n\t\r\\n $x `y` ü 雪 \u{1F600}').toString('hex');

type Job = KubernetesObject & { status?: { succeeded?: number } };

/** Lets the CronJob make a dump when it is due the next time, and is as it was after that. */
async function dump(namespace: TestNamespace, system: string): Promise<void> {
  const dueIn = async (schedule: string) => namespace.patch(CRON_JOB, `${system}-dump`, { spec: { schedule } });
  await dueIn('* * * * *');
  await namespace.until<Job>(JOB, 'a dump', (jobs) => jobs.some(({ status }) => status?.succeeded === 1));
  await dueIn('30 2 * * *');
}

/** Takes away the set, all pods and the claims with data; only what was dumped is left. */
async function destroy(namespace: TestNamespace, system: string): Promise<void> {
  await namespace.delete(STATEFUL_SET, system);
  for (const job of await namespace.list(JOB)) {
    // the default of the API, unlike that of kubectl, leaves the pods
    await namespace.api.request('DELETE', await namespace.api.path(JOB, namespace.name, nameOf(job)), { query: { propagationPolicy: 'Background' } });
  }
  await namespace.pods.until('no pod', (pods) => pods.length === 0);
  for (const ordinal of [0, 1]) await namespace.delete(PERSISTENT_VOLUME_CLAIM, `data-${system}-${ordinal}`);
  await namespace.until(PERSISTENT_VOLUME_CLAIM, 'no data', (claims) => claims.map(nameOf).join() === `${system}-dump`);
}

test('MySQL: all disks are lost, and the dump of the CronJob brings back what it has', mysql.restricted(async (namespace) => {
  const props = { replicas: 2, ...STORAGE };
  const everything = async (host: string) => mysql.query(namespace, host,
    'SET SESSION group_concat_max_len = 10000000; SELECT COUNT(*), MD5(GROUP_CONCAT(HEX(text) ORDER BY number)) FROM texts; CALL greet()');
  await mysql.started(namespace, props);
  await mysql.query(namespace, 'mysql-primary', `CREATE TABLE texts (number INT PRIMARY KEY, text VARCHAR(99) CHARACTER SET utf8mb4);
    INSERT INTO texts SELECT seq, CONCAT(seq, CONVERT(UNHEX('${TEXT}') USING utf8mb4)) FROM seq_1_to_5000;
    CREATE PROCEDURE greet() SELECT 'hello'`);
  const before = await everything('mysql-primary');
  expect(before).toEqual([expect.stringMatching(/^5000\t/), 'hello']);
  await eventually(async () => expect(await everything('mysql-1.mysql')).toEqual(before));
  await dump(namespace, 'mysql');
  await mysql.query(namespace, 'mysql-primary', 'DELETE FROM texts WHERE number < 100');
  await destroy(namespace, 'mysql');
  await mysql.started(namespace, props);
  await follow(namespace, 'examples/mysql/README.md', 'kubectl delete job restore');
  expect(await everything('mysql-primary')).toEqual(before);
  await eventually(async () => expect(await everything('mysql-1.mysql')).toEqual(before));
}));

test('PostgreSQL: all disks are lost, and the dump of the CronJob brings back what it has', inNamespace(async (namespace) => {
  const everything = async (host: string) => postgres.query(namespace, host, "SELECT count(*), md5(string_agg(text, '|' ORDER BY number)), greet() FROM texts");
  await postgres.started(namespace, 2, STORAGE);
  await postgres.query(namespace, 'postgres-primary', `CREATE TABLE texts (number serial PRIMARY KEY, text text NOT NULL);
    INSERT INTO texts (text) SELECT n || convert_from(decode('${TEXT}', 'hex'), 'UTF8') FROM generate_series(1, 5000) n;
    CREATE FUNCTION greet() RETURNS text LANGUAGE sql AS 'SELECT text ''hello'''`);
  const before = await everything('postgres-primary');
  expect(before).toEqual([expect.stringMatching(/^5000\|.*\|hello$/)]);
  await dump(namespace, 'postgres');
  await postgres.query(namespace, 'postgres-primary', 'DELETE FROM texts WHERE number < 100');
  await destroy(namespace, 'postgres');
  await postgres.started(namespace, 2, STORAGE);
  await follow(namespace, 'examples/postgres/README.md', 'kubectl delete job restore');
  expect(await everything('postgres-primary')).toEqual(before);
  await eventually(async () => expect(await everything('postgres-1.postgres')).toEqual(before));
}, RESTRICTED));

test('a dump that is asked for is made at once, as the README says', mysql.restricted(async (namespace) => {
  await mysql.started(namespace, { replicas: 1, ...STORAGE });
  await follow(namespace, 'examples/mysql/README.md', 'kubectl delete job mysql-dump-now');
}));
