import { Size } from 'cdk8s';
import { Upgrade, byImage } from './upgrades';
import { TestNamespace } from '../../support/namespace';
import { Manifest, ready } from '../../support/objects';
import { follow } from '../support/documented';
import * as etcd from '../support/etcd';
import { lines, run } from '../support/exec';
import { decide } from '../support/first-start';
import { requiredImage } from '../support/images';
import * as mysql from '../support/mysql';
import * as postgres from '../support/postgres';
import * as redis from '../support/redis';

/** What the faults need to know of a system. Its pods are called like it. */
export interface System {
  readonly name: string;
  readonly servers: number;
  /** The container of a server. */
  readonly container: string;
  /** What is asked for one after the other, for 64 MiB in all, as long as it is done; in the pod of the primary, in the container of the server. */
  readonly fill: string;
  /** Only where the first pod takes the writes for ever, and replicas may be behind it. */
  readonly replication?: Replication;
  readonly upgrade: Upgrade;
  /** Whether a server that ends without a word may be the only one that has what it acknowledged. */
  readonly mayLose?: boolean;
  manifests(namespace: string, replicas: number): Manifest[];
  /** Starts the servers, which take numbers then. */
  start(namespace: TestNamespace): Promise<void>;
  /** The pods that have the numbers, the one that takes them first. */
  holders(namespace: TestNamespace): Promise<[primary: string, ...replicas: string[]]>;
  /** The shell command by which the application writes the number `$n`. */
  write(passwordFile: string): string;
  /** That by which it reads the highest. */
  read(passwordFile: string): string;
  /** The numbers that one of them has. */
  numbers(namespace: TestNamespace, pod: string): Promise<string[]>;
}

interface Replication {
  /** Where the way back from the loss of the primary's disk stands, and a line of it. */
  readonly wayBack: [page: string, line: string];
  /** Where it stands how passwords are changed, and a line of it. */
  readonly passwords: [page: string, line: string];
  /** The password of the application at the start. */
  readonly password: string;
}

const DUMPS = { dumpStorage: Size.mebibytes(64) };

/** PostgreSQL does not read the data of another major version. */
const BY_DUMP: Upgrade = {
  tryOut: async (namespace) => {
    await nextPostgres(namespace);
    await follow(namespace, PAGE_OF_POSTGRES, 'kubectl delete statefulset postgres --cascade=foreground');
    await namespace.apply(postgres.postgres(3, DUMPS));
    await follow(namespace, PAGE_OF_POSTGRES, "kubectl exec postgres-0 -c postgres -- psql -c 'ALTER DATABASE app RESET default_transaction_read_only'");
  },
  complete: async (namespace) => {
    await nextPostgres(namespace);
    await follow(namespace, PAGE_OF_POSTGRES, 'kubectl delete job restore');
  },
};

const PAGE_OF_POSTGRES = 'examples/postgres/README.md';

/** With a dump of all that was written, and no data yet. */
async function nextPostgres(namespace: TestNamespace): Promise<void> {
  await follow(namespace, PAGE_OF_POSTGRES, "kubectl exec postgres-0 -c postgres -- psql -c 'ALTER DATABASE app SET default_transaction_read_only = on' \\");
  await follow(namespace, PAGE_OF_POSTGRES, 'kubectl delete job postgres-dump-now');
  await follow(namespace, PAGE_OF_POSTGRES, 'kubectl delete statefulset postgres --cascade=foreground');
  await namespace.apply(postgres.postgres(3, { ...DUMPS, image: requiredImage('postgres_next'), dataClaim: 'data-17' }));
  await decide(namespace, 'postgres-0', 'initialize');
  await namespace.pods.until('three servers of the next version', ready(3));
}

const word = (file: string) => `"$(cat ${file})"`;

export const SYSTEMS: System[] = [
  {
    name: 'mysql',
    servers: 3,
    container: 'mysql',
    fill: `mariadb -e ${mysql.quoted("CREATE TABLE IF NOT EXISTS app.much (text LONGTEXT); INSERT INTO app.much VALUES (REPEAT('x', 2000000))")}`,
    replication: {
      wayBack: ['examples/mysql/README.md', 'kubectl delete pvc/data-mysql-0 pod/mysql-0'],
      passwords: ['examples/mysql/README.md', 'kubectl exec $primary -c mysql -- sh -c \'mariadb < /etc/mysql/pod/primary.sql\''],
      password: mysql.APP_PASSWORD,
    },
    upgrade: byImage({
      before: (namespace) => mysql.mysql(namespace),
      next: (namespace, partition) => mysql.mysql(namespace, { image: requiredImage('mysql_next'), partition }),
    }, {
      wayBack: ['examples/mysql/README.md', 'kubectl delete pvc/data-mysql-2 pod/mysql-2'],
      afterwards: ['examples/mysql/README.md', 'for pod in mysql-0 mysql-1 mysql-2; do kubectl exec $pod -c mysql -- mariadb-upgrade --user=mysql; done'],
    }),
    manifests: (namespace, replicas) => mysql.mysql(namespace, { replicas }),
    start: async (namespace) => {
      await mysql.started(namespace);
      await mysql.insertRow(namespace, 0);
    },
    holders: async () => ['mysql-0', 'mysql-1', 'mysql-2'],
    write: (file) => `${mysql.asApplication('mysql-primary', 'INSERT INTO numbers VALUES (', word(file))}"$n)"`,
    read: (file) => mysql.asApplication('mysql-read', 'SELECT MAX(number) FROM numbers', word(file)),
    numbers: async (namespace, pod) => mysql.written(namespace, pod),
  },
  {
    name: 'postgres',
    servers: 3,
    container: 'postgres',
    fill: 'psql -qAt -d app -c "SET ROLE app" -c "CREATE TABLE IF NOT EXISTS much (text text)" -c "ALTER TABLE much ALTER text SET STORAGE EXTERNAL" -c "INSERT INTO much VALUES (repeat(\'x\', 2000000))"',
    replication: {
      wayBack: ['examples/postgres/README.md', 'kubectl delete pvc/data-postgres-0 pod/postgres-0'],
      passwords: ['examples/postgres/README.md', 'kubectl rollout restart statefulset postgres'],
      password: postgres.PASSWORD,
    },
    upgrade: BY_DUMP,
    manifests: (_, replicas) => postgres.postgres(replicas, DUMPS),
    start: async (namespace) => {
      await postgres.started(namespace, 3, DUMPS);
      await postgres.change(namespace, 'CREATE TABLE IF NOT EXISTS numbers (number int PRIMARY KEY)');
    },
    holders: async () => ['postgres-0', 'postgres-1', 'postgres-2'],
    write: (file) => `${postgres.asApplication('postgres-primary', 'INSERT INTO numbers VALUES (', word(file))}"$n)"`,
    read: (file) => postgres.asApplication('postgres-read', 'SELECT MAX(number) FROM numbers', word(file)),
    numbers: async (namespace, pod) => postgres.ask(namespace, pod, 'SELECT number FROM numbers', 'app'),
  },
  {
    name: 'etcd',
    servers: 3,
    container: 'etcd',
    fill: 'for i in 1 2; do head -c 1000000 /dev/urandom | etcdctl --endpoints=127.0.0.1:2379 put much > /dev/null; done',
    upgrade: byImage({ before: () => etcd.etcd(), next: (_, partition) => etcd.etcd({ image: requiredImage('etcd_next'), partition }) }),
    manifests: (_, members) => etcd.etcd({ members }),
    start: etcd.started,
    holders: async (namespace) => {
      const leader = await etcd.leader(namespace);
      return [leader, ...etcd.MEMBERS.filter((member) => member !== leader)];
    },
    write: () => 'etcdctl --endpoints=etcd-client:2379 --dial-timeout=1s --command-timeout=2s put numbers/$n $n',
    read: () => 'etcdctl --endpoints=etcd-client:2379 --dial-timeout=1s --command-timeout=2s get numbers/ --prefix --sort-by=CREATE --order=DESCEND --limit=1 --print-value-only',
    numbers: async (namespace, pod) => etcd.inMember(namespace, pod, 'etcdctl --endpoints=127.0.0.1:2379 get numbers/ --prefix --print-value-only'),
  },
  {
    name: 'redis-cluster',
    servers: 6,
    container: 'redis',
    mayLose: true,
    fill: "head -c 2000000 /dev/zero | tr '\\0' x | redis-cli -e -x set '{numbers}much' > /dev/null",
    upgrade: byImage({
      before: () => redis.redisCluster(),
      next: (_, partition) => redis.redisCluster({ image: requiredImage('redis_next'), partition }),
    }, { wayBack: ['examples/redis-cluster/README.md', 'kubectl delete pvc/data-redis-cluster-5 pod/redis-cluster-5'] }),
    manifests: (_, nodes) => redis.redisCluster({ nodes }),
    start: redis.started,
    holders: async (namespace) => redis.holders(namespace, 'numbers'),
    // one slot, which one master has
    write: () => 'redis-cli -e -c -h redis-cluster-client zadd numbers $n $n',
    read: () => 'redis-cli -e -c -h redis-cluster-client zrevrange numbers 0 0',
    numbers: async (namespace, pod) => (await lines(namespace, pod, '{ echo readonly; echo zrange numbers 0 -1; } | redis-cli', 'redis')).slice(1),
  },
];

/** Writes until the primary or somebody else cannot, or until enough is written. */
export async function fill(system: System, namespace: TestNamespace): Promise<void> {
  const loop = `for i in $(seq 32); do timeout 10 sh -euc ${mysql.quoted(system.fill)} || break; done`;
  // the server may end, and its pod with it
  await run(namespace, (await system.holders(namespace))[0], loop, system.container).catch(() => '');
}
