import { follow } from './documented';
import { eventually } from './eventually';
import { run } from './exec';
import * as mysql from './mysql';
import * as postgres from './postgres';
import { acknowledged, goesOn, writers } from './writers';
import { allStored } from './writes';
import { TestNamespace } from '../../support/namespace';
import { Manifest } from '../../support/objects';

/** An example whose primary a person chooses, with three servers. */
export interface Promotable {
  /** Of the example, of its StatefulSet, and of the container of the server. */
  readonly name: string;

  /** Where the volume is in it. */
  readonly data: string;
  readonly manifests: (namespace: TestNamespace, promotions?: number[]) => Manifest[];

  /** Starts the example, with a table `writes` of pods and numbers that the application may write to. */
  readonly start: (namespace: TestNamespace) => Promise<void>;

  /** The command of the application that writes a number to a server. */
  readonly insert: (pod: string) => string;

  /** What is in that table on a server: `mysql-0 1`. */
  readonly stored: (namespace: TestNamespace, pod: string) => Promise<string[]>;

  /** Lets a replica get nothing more, until it is started anew. */
  readonly cutOff: (namespace: TestNamespace, pod: string) => Promise<void>;
}

export const PROMOTABLE: readonly Promotable[] = [
  {
    name: 'mysql',
    data: '/var/lib/mysql',
    manifests: ({ name }, promotions) => mysql.mysql(name, { promotions }),
    start: async (namespace) => {
      await mysql.started(namespace);
      await mysql.administer(namespace, 'mysql-0', 'CREATE TABLE app.writes (pod VARCHAR(9), number INT, PRIMARY KEY (pod, number))');
    },
    insert: (pod) => `${mysql.asApplication(`${pod}.mysql`, `INSERT INTO writes VALUES ("${pod}", `)}"$n)"`,
    stored: async (namespace, pod) => mysql.administer(namespace, pod, 'SELECT CONCAT(pod, " ", number) FROM app.writes'),
    cutOff: async (namespace, pod) => void await mysql.administer(namespace, pod, 'STOP SLAVE'),
  },
  {
    name: 'postgres',
    data: '/var/lib/postgresql/data',
    manifests: (_, promotions) => postgres.postgres(3, { promotions }),
    start: async (namespace) => {
      await postgres.started(namespace, 3);
      await postgres.ask(namespace, 'postgres-0', 'CREATE TABLE writes (pod text, number int, PRIMARY KEY (pod, number)); GRANT ALL ON writes TO app', 'app');
    },
    insert: (pod) => `${postgres.asApplication(`${pod}.postgres`, `INSERT INTO writes VALUES ('${pod}', `)}"$n)"`,
    stored: async (namespace, pod) => postgres.ask(namespace, pod, "SELECT pod || ' ' || number FROM writes", 'app'),
    cutOff: async (namespace, pod) => {
      await run(namespace, pod, 'sed -i "s/^primary_conninfo.*/primary_conninfo = \'\'/" /var/run/postgresql/state.conf; psql -qc "SELECT pg_reload_conf()"');
      await eventually(async () => expect(await postgres.ask(namespace, pod, 'SELECT FROM pg_stat_wal_receiver')).toEqual([]));
    },
  },
];

export const serversOf = ({ name }: Promotable) => [0, 1, 2].map((ordinal) => `${name}-${ordinal}`);

/** Starts the example, and those who try to write to each server. */
export async function startedWithWriters(namespace: TestNamespace, system: Promotable): Promise<void> {
  await system.start(namespace);
  await namespace.apply([writers(system.manifests(namespace), serversOf(system), system.insert)]);
  await goesOn(namespace);
}

/** Applies the example with these promotions, and does what its page says. */
export async function promote(namespace: TestNamespace, system: Promotable, ...promotions: number[]): Promise<void> {
  await namespace.apply(system.manifests(namespace, promotions));
  await hurry(namespace, system);
}

/** Has the pods see a promotion soon, as the page says. */
export async function hurry(namespace: TestNamespace, { name }: Promotable): Promise<void> {
  await follow(namespace, readmeOf(name), `kubectl annotate pod --selector=app=${name} --overwrite promoted="$(date +%s)"`);
}

/** Deletes the disk and the pod of a server, as its page says. */
export async function cloneAnew(namespace: TestNamespace, { name }: Promotable, pod: string): Promise<void> {
  await follow(namespace, readmeOf(name), `kubectl delete pvc/data-${pod} pod/${pod}`);
}

/** Says of a server that it is ended, to one that is to be primary. */
export async function vouchFor(namespace: TestNamespace, { name, data }: Promotable, candidate: string, ended: string, term: number): Promise<void> {
  await run(namespace, candidate, `touch ${data}/term-${term}-without-${ended}`, name);
}

/** Expects every server to have all writes that were acknowledged until now. */
export async function nothingIsLost(namespace: TestNamespace, system: Promotable): Promise<void> {
  for (const pod of serversOf(system)) {
    await allStored(async () => acknowledged(namespace), async () => system.stored(namespace, pod));
  }
}

const readmeOf = (name: string) => `examples/${name}/README.md`;
