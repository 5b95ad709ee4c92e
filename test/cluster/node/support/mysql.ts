import { Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { eventually } from './eventually';
import { run } from './exec';
import { decide } from './first-start';
import { requiredImage } from './images';
import { beside } from './writers';
import { Mysql, MysqlProps } from '../../../../examples/mysql/main';
import { RESTRICTED, TestNamespace, inNamespace } from '../../support/namespace';
import { Manifest, Pod, isReady, nameOf, ready } from '../../support/objects';

/** The servers of the example as it is. */
export const SERVERS = ['mysql-0', 'mysql-1', 'mysql-2'];

export const APP_PASSWORD = 'with \'quotes" and $signs';

/** A test body in a namespace that takes only pods without privileges. */
export function restricted(body: (namespace: TestNamespace) => Promise<void>): () => Promise<void> {
  return inNamespace(body, RESTRICTED);
}

/** The example with the image that the tests have, and with less memory. */
export function mysql(namespace: string, props: MysqlProps = {}): Manifest[] {
  return Testing.synth(new Mysql(Testing.app(), 'mysql', {
    namespace,
    image: requiredImage('mysql'),
    resources: { cpu: { request: kplus.Cpu.millis(10) }, memory: { request: Size.mebibytes(128), limit: Size.mebibytes(512) } },
    ...props,
  }));
}

/** Applies the example, permits its first start and waits until all its pods are ready. The Secret is made outside of it. */
export async function started(namespace: TestNamespace, props: MysqlProps = {}): Promise<void> {
  await namespace.apply([{
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'mysql' },
    stringData: { 'app-password': APP_PASSWORD, 'replication-password': 'replication\'s "own"' },
  }]);
  await namespace.apply(mysql(namespace.name, props));
  await decide(namespace, 'mysql-0', 'initialize');
  await changed(namespace, props);
}

/** Applies the example with other properties, and waits until as many pods are there and ready. */
export async function changed(namespace: TestNamespace, props: MysqlProps = {}): Promise<void> {
  await namespace.apply(mysql(namespace.name, props));
  const { replicas = 3 } = props;
  await namespace.pods.until(`${replicas} servers ready`, ready(replicas));
}

/** What a statement answers on the server of a pod itself, as its administrator; a line a row, without headers. */
export async function administer(namespace: TestNamespace, pod: string, sql: string): Promise<string[]> {
  return rows(await run(namespace, pod, `mariadb --batch --skip-column-names --execute ${quoted(sql)}`, 'mysql'));
}

/** What a statement answers to the application, from a pod of the set to a host. */
export async function query(namespace: TestNamespace, host: string, sql: string): Promise<string[]> {
  return rows(await run(namespace, 'mysql-0', asApplication(host, sql), 'mysql'));
}

/** The command that does so; the password as a word of the shell. */
export function asApplication(host: string, sql: string, password = quoted(APP_PASSWORD)): string {
  return `MYSQL_PWD=${password} mariadb --host ${host} --user app --database app --connect-timeout 2 --batch --skip-column-names --execute ${quoted(sql)}`;
}

/** Writes a row through the primary Service; makes the table if there is none. */
export async function insertRow(namespace: TestNamespace, number: number): Promise<void> {
  await query(namespace, 'mysql-primary', `CREATE TABLE IF NOT EXISTS numbers (number INT PRIMARY KEY); INSERT INTO numbers VALUES (${number})`);
}

/** The numbers of the rows that a server has, ascending. */
export async function written(namespace: TestNamespace, pod: string): Promise<string[]> {
  return administer(namespace, pod, 'SELECT number FROM app.numbers ORDER BY number');
}

/** Waits until each of these servers has these numbers. */
export async function allHave(namespace: TestNamespace, pods: string[], numbers: string[]): Promise<void> {
  for (const pod of pods) await eventually(async () => expect(await written(namespace, pod)).toEqual(numbers));
}

/** What the bootstrap step of a pod says first when it clones from another pod. */
export function cloningFrom(namespace: TestNamespace, pod: string): string {
  return `start-up: cloning from ${pod}.mysql.${namespace.name}.svc.cluster.local`;
}

/**
 * A pod that writes rows through the primary Service, one after the other. Its log has the number of each row that was
 * acknowledged, and `failed` for each that was not.
 */
export function writer(namespace: string): Manifest {
  return beside(mysql(namespace), 'writer',
    `n=0; while :; do n=$((n + 1)); ${asApplication('mysql-primary', 'INSERT INTO numbers VALUES (')}"$n)" 2> /dev/null && echo $n || echo failed; sleep 0.05; done`);
}

/** For `until`: another pod of that name than the one with this uid, and ready. */
export function isBack(name: string, uid: string): (pods: Pod[]) => boolean {
  return (pods) => pods.some((pod) => nameOf(pod) === name && pod.metadata?.uid !== uid && isReady(pod));
}

export function quoted(text: string): string {
  return `'${text.replaceAll("'", '\'\\\'\'')}'`;
}

function rows(output: string): string[] {
  return output.split('\n').filter((line) => line !== '');
}
