import { eventually } from './support/eventually';
import { run } from './support/exec';
import { bootstrapLog } from './support/log';
import { SERVERS, administer, allHave, asApplication, cloningFrom, insertRow, query, restricted, started } from './support/mysql';

test('X2: the first pod is initialized, and each further one is cloned from the one before it, in that order', restricted(async (namespace) => {
  await started(namespace);
  expect(namespace.events.sequence('created', 'ready')).toEqual(SERVERS.flatMap((pod) => [`${pod} created`, `${pod} ready`]));
  expect(await Promise.all(SERVERS.map(async (pod) => (await bootstrapLog(namespace, pod)).at(-2)))).toEqual([
    'start-up: initializing the first pod', cloningFrom(namespace, 'mysql-0'), cloningFrom(namespace, 'mysql-1'),
  ]);
}));

test('X2: a row that is written through the primary Service is read on every replica', restricted(async (namespace) => {
  await started(namespace);
  await insertRow(namespace, 1);
  await allHave(namespace, SERVERS, ['1']);
}));

test('X2: the read Service leads to every server, and only the primary takes writes', restricted(async (namespace) => {
  await started(namespace);
  await insertRow(namespace, 1);
  await allHave(namespace, SERVERS, ['1']);
  const answering = new Set<string>();
  await eventually(async () => {
    const [server, number] = (await query(namespace, 'mysql-read', 'SELECT @@hostname, number FROM numbers'))[0].split('\t');
    expect(number).toBe('1');
    expect([...answering.add(server)].sort()).toEqual(SERVERS);
  });
  for (const pod of SERVERS.slice(1)) {
    await expect(query(namespace, `${pod}.mysql`, 'INSERT INTO numbers VALUES (2)')).rejects.toThrow('running with the --read-only option');
  }
}));

test('fails to clone without the password', restricted(async (namespace) => {
  await started(namespace, { replicas: 1 });
  expect(await run(namespace, 'mysql-0', 'echo guess | socat -t 5 - TCP:mysql-0.mysql:4444 | wc -c', 'mysql')).toBe('0\n');
}));

test('fails to read the data without the password of the application', restricted(async (namespace) => {
  await started(namespace, { replicas: 1 });
  const denied = run(namespace, 'mysql-0', asApplication('mysql-primary', 'SELECT 1', 'guess'), 'mysql');
  await expect(denied).rejects.toThrow('Access denied');
  expect(await administer(namespace, 'mysql-0', 'SELECT COUNT(*) FROM mysql.user WHERE user = "root" AND host <> "localhost"')).toEqual(['0']);
}));
