import { Testing } from 'cdk8s';
import { eventually } from './eventually';
import { lines } from './exec';
import { decide } from './first-start';
import { requiredImage } from './images';
import { Postgres, PostgresProps } from '../../../../examples/postgres/main';
import { TestNamespace } from '../../support/namespace';
import { Manifest, ready } from '../../support/objects';

export const PASSWORD = 'it\'s "secret" \\ $1';

export const postgres = (replicas: number, props: PostgresProps = {}): Manifest[] =>
  Testing.synth(new Postgres(Testing.app(), 'postgres', { replicas, image: requiredImage('postgres'), ...props }));

/** The example, with a Secret and a table of words. */
export async function started(namespace: TestNamespace, replicas: number, props: PostgresProps = {}): Promise<void> {
  const stringData = { 'app-password': PASSWORD, 'replication-password': `${PASSWORD}2` };
  await namespace.apply([{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'postgres' }, stringData }, ...postgres(replicas, props)]);
  await decide(namespace, 'postgres-0', 'initialize');
  await namespace.pods.until(`${replicas} servers ready`, ready(replicas));
  await change(namespace, 'CREATE TABLE IF NOT EXISTS words (word text PRIMARY KEY)');
}

/** What the user of the application is answered by a host. */
export async function query(namespace: TestNamespace, host: string, sql: string): Promise<string[]> {
  return lines(namespace, 'postgres-0', asApplication(host, sql));
}

const quoted = (text: string) => `'${text.replaceAll("'", '\'\\\'\'')}'`;

/** The command that asks so; the password as a word of the shell. */
export function asApplication(host: string, sql: string, password = quoted(PASSWORD)): string {
  return `PGCONNECT_TIMEOUT=2 PGPASSWORD=${password} psql -h ${host} -U app -qAt -c ${quoted(sql)}`;
}

/** What the administrator is answered within a pod. */
export const ask = async (namespace: TestNamespace, pod: string, sql: string, database = 'postgres') => lines(namespace, pod, `psql -qAt -d ${database} -c "${sql}"`);

/** Through the primary Service, sooner or later; hence only what may be done twice. */
export const change = async (namespace: TestNamespace, sql: string) => eventually(async () => {
  await query(namespace, 'postgres-primary', sql);
});

export const write = async (namespace: TestNamespace, word: string) => change(namespace, `INSERT INTO words VALUES ('${word}') ON CONFLICT DO NOTHING`);

/** Expects every server to have these words, sooner or later. */
export async function everybodyHas(namespace: TestNamespace, replicas: number, words: string[]): Promise<void> {
  for (let ordinal = 0; ordinal < replicas; ordinal++) {
    await eventually(async () => expect(await query(namespace, `postgres-${ordinal}`, 'SELECT word FROM words')).toEqual(expect.arrayContaining(words)));
  }
}
