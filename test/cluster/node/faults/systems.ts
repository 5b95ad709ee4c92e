import { TestNamespace } from '../../support/namespace';
import { Manifest } from '../../support/objects';
import * as mysql from '../support/mysql';
import * as postgres from '../support/postgres';

/** What the faults need to know of a system. Its pods are called like it, and its table `numbers` has the column `number`. */
export interface System {
  readonly name: string;
  /** Where the way back from the loss of the primary's disk stands, and a line of it. */
  readonly wayBack: [page: string, line: string];
  manifests(namespace: string, replicas: number): Manifest[];
  /** Starts three servers, and makes the table. */
  start(namespace: TestNamespace): Promise<void>;
  /** The shell command by which the application makes a host run a statement. */
  client(host: string, sql: string): string;
  /** The numbers that a server has. */
  numbers(namespace: TestNamespace, pod: string): Promise<string[]>;
}

export const SYSTEMS: System[] = [
  {
    name: 'mysql',
    wayBack: ['examples/mysql/README.md', 'kubectl delete pvc/data-mysql-0 pod/mysql-0'],
    manifests: (namespace, replicas) => mysql.mysql(namespace, { replicas }),
    start: async (namespace) => {
      await mysql.started(namespace);
      await mysql.insertRow(namespace, 0);
    },
    client: (host, sql) => mysql.asApplication(host, sql),
    numbers: async (namespace, pod) => mysql.written(namespace, pod),
  },
  {
    name: 'postgres',
    wayBack: ['examples/postgres/README.md', 'kubectl delete pvc/data-postgres-0 pod/postgres-0'],
    manifests: (_, replicas) => postgres.postgres(replicas),
    start: async (namespace) => {
      await postgres.started(namespace, 3);
      await postgres.change(namespace, 'CREATE TABLE IF NOT EXISTS numbers (number int PRIMARY KEY)');
    },
    client: (host, sql) => postgres.asApplication(host, sql),
    numbers: async (namespace, pod) => postgres.ask(namespace, pod, 'SELECT number FROM numbers', 'app'),
  },
];
