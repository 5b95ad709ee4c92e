import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clients, said } from './clients';
import { FAULTS, Fault, servers } from './faults';
import { Tally, acknowledged, tally } from './ledger';
import { SYSTEMS, System } from './systems';
import { RESTRICTED, TestNamespace, inNamespace } from '../../support/namespace';
import { eventually } from '../support/eventually';

/** How many of the faults are tried: by default a sample, with `all` in the order of the table, which is written then. */
const COUNT = process.env.FAULTS ?? '2';
const SEED = Number(process.env.FAULTS_SEED ?? 1);
/** What the words for a fault match; the others are left out. */
const WORDS = new RegExp(process.env.FAULTS_WITH ?? '');
/** How far a read may be behind, in seconds: 30 are allowed, and three probes and the Service take their time to say so. */
const BOUND = 60;

/** For all faults, one after the other, in milliseconds. */
const DEADLINE = 45 * 60_000;

const ROOT = join(__dirname, '../../../..');

/** Whether all of the table is made. */
const WHOLE = COUNT === 'all' && !process.env.FAULTS_WITH;

function schedule(system: System): Fault[] {
  const asked = FAULTS.filter(({ what, replication }) => WORDS.test(what) && (!replication || system.replication));
  if (COUNT === 'all') return asked;
  // where nobody asks for faults, other tests run on the node meanwhile
  const some = shuffled(process.env.FAULTS ? asked : asked.filter(({ wholeNode }) => !wholeNode)).slice(0, Number(COUNT));
  return [...some.filter(({ last }) => !last), ...some.filter(({ last }) => last)];
}

/** The same order for the same seed. */
function shuffled<T>(items: T[]): T[] {
  let state = SEED;
  const random = () => (state = (state * 48271 + 11) % 2147483647) / 2147483647;
  return items.map((item) => ({ item, key: random() })).sort((a, b) => a.key - b.key).map(({ item }) => item);
}

const faults = COUNT === 'all' ? 'no fault' : `none of ${COUNT} faults of FAULTS_SEED=${SEED}`;

test.each(SYSTEMS.map((system) => [system.name, system] as const))(`${faults} costs %s an acknowledged write that a disk holds`, (_, system) => inNamespace(async (namespace) => {
  await system.start(namespace);
  await namespace.apply(clients(system, namespace.name));
  await goesOn(namespace);
  const rows: string[] = [];
  for (const fault of schedule(system)) {
    const result = await outcome(system, namespace, fault).catch((error) => {
      throw new Error(`${fault.what}: ${error.message}`, { cause: error });
    });
    rows.push(`| ${fault.what} | ${result.lost.length} of ${result.writes} | ${result.pause.toFixed(1)} | ${result.behind.toFixed(1)} |`);
    const bound = BOUND + (system.replication && fault.cutOff ? fault.cutOff : 0);
    const mayLose = (fault.mayLose && system.replication) || (fault.abrupt && system.mayLose);
    expect({ fault: fault.what, lost: mayLose ? [] : result.lost, tooFarBehind: result.behind > bound })
      .toEqual({ fault: fault.what, lost: [], tooFarBehind: false });
  }
  if (WHOLE) writeFileSync(join(ROOT, `docs/faults/${system.name}.md`), page(system, rows));
  else console.log(`${system.name}, seed ${SEED}:\n${rows.join('\n')}`);
}, RESTRICTED)(), DEADLINE);

async function outcome(system: System, namespace: TestNamespace, fault: Fault): Promise<Tally> {
  const from = Date.now();
  await fault.strike(system, namespace);
  await servers(namespace, system.name, system.servers, fault.mayLose && system.replication !== undefined);
  await goesOn(namespace);
  const to = Date.now();
  const writes = await said(namespace, 'writer');
  const servedBy = async (pod: string) => new Set((await system.numbers(namespace, pod)).map(Number));
  const [first, ...others] = await system.holders(namespace);
  const kept = await servedBy(first);
  // what one server has, all have
  for (const pod of others) {
    await eventually(async () => {
      const replica = await servedBy(pod);
      expect([...kept].filter((number) => !replica.has(number))).toEqual([]);
    });
    const replica = await servedBy(pod);
    const primary = await servedBy(first);
    expect([...replica].filter((number) => !primary.has(number))).toEqual([]);
  }
  return tally(writes, await said(namespace, 'reader'), kept, from, to);
}

/** Waits until writes are acknowledged, and read. */
async function goesOn(namespace: TestNamespace): Promise<void> {
  const since = Date.now();
  await eventually(async () => {
    for (const pod of ['writer', 'reader'] as const) {
      expect(acknowledged(await said(namespace, pod)).filter(({ at }) => at > since).length).toBeGreaterThan(3);
    }
  });
}

function page({ name }: System, rows: string[]): string {
  return `# Faults of ${name}

What clients of the [example](../../examples/${name}/README.md) saw while something happened to its pods, in real pods on one machine. One
writes number after number through the Service for it, one reads the highest, and the time is that until all pods are ready again and
both go on. The primary is the pod that takes the writes, or the leader. Made by \`npx projen test:faults\`.

| what happened | acknowledged writes lost | longest time without a write, s | a read was behind by at most, s |
|---|---|---|---|
${rows.join('\n')}
`;
}
