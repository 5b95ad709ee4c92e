import * as fc from 'fast-check';
import { allTypes } from './python/types';
import { runOf } from './run-in-process';
import { adopted, filesOf, proofOf, textOf } from './support';
import { compare } from '../../src/adopt/proof';
import { files as pythonFiles, STEPS } from '../../src/adopt/python/project';

const ALIKE = textOf('alike');
const MIDDLE = ALIKE.lastIndexOf('---\napiVersion: v1\nkind: Service');
const [ORDERS, USERS] = [ALIKE.slice(0, MIDDLE), ALIKE.slice(MIDDLE)];
const TYPES = allTypes();

/** The names of the files with charts, when it was seen that the whole program makes what it should. */
function chartsOf(text: string): string[] {
  const adoption = adopted(text);
  const files = filesOf(text);
  expect(proofOf(adoption).different).toEqual([]);
  expect(compare(adoption.objects.map(({ object }) => object), runOf(files)).different).toEqual([]);
  return [...files.keys()].filter(file => /^[^/]+\.ts$/.test(file) && !['main.ts', 'program.ts', 'others.ts'].includes(file));
}

/** A third application that is like the others. */
function another(name: string, change: (text: string) => string = text => text): string {
  return change(USERS.replace(/users/g, name));
}

test('applications that differ in few values are one class, and what differs is what it is given', () => {
  expect(chartsOf(ALIKE)).toEqual(['postgres.ts']);
  expect(filesOf(ALIKE).get('program.ts')).toContain(`  new Postgres(app, 'orders', { name: 'orders', replicas: 3, storage: Size.gibibytes(10), logLevel: 'info' });
  new Postgres(app, 'users', { name: 'users', replicas: 1, storage: Size.mebibytes(512), logLevel: 'debug' });
`);
  expect(filesOf(ALIKE).get('postgres.ts')).toContain(`export interface PostgresProps {
  readonly name: string;
  readonly replicas: number;
  readonly storage: Size;
  readonly logLevel: string;
}
`);
});

test('what is made of the name is made of it in the class', () => {
  const code = filesOf(ALIKE).get('postgres.ts');
  expect(code).toContain('PRIMARY: kplus.EnvValue.fromValue(`${props.name}-0.${props.name}`),');
  expect(code).toContain("readFileSync(join(__dirname, `files/${props.name}-config/postgresql.conf`), 'utf8')");
  expect(code).not.toMatch(/orders(?! and the others|-config: remove)|users/);
});

test('comments that all of them have are in the class once', () => {
  expect(filesOf(ALIKE).get('postgres.ts')?.match(/the port answers too early/g)).toHaveLength(1);
});

test('in Python it is a class with keyword arguments', () => {
  const files = filesOf(ALIKE, undefined, { files: (adoption, options) => pythonFiles(adoption, options, TYPES), steps: STEPS, isOfNpm: false, run: () => '' });
  expect(files.get('program.py')).toBe(`from cdk8s import App, Size

from charts.postgres import Postgres


def program() -> App:
    app = App()
    Postgres(
        app,
        "orders",
        name="orders",
        replicas=3,
        storage=Size.gibibytes(10),
        log_level="info",
    )
    Postgres(
        app,
        "users",
        name="users",
        replicas=1,
        storage=Size.mebibytes(512),
        log_level="debug",
    )
    return app
`);
  expect(files.get('charts/postgres.py')).toContain(`        *,
        name: str,
        replicas: int,
        storage: Size,
        log_level: str,
    ) -> None:
`);
  expect(files.get('charts/postgres.py')).toContain('metadata=ApiObjectMetadata(name=f"{name}-config"),');
  expect(files.get('charts/postgres.py')).toContain('text(f"files/{name}-config/postgresql.conf")');
});

test('the class has the name that they have in common', () => {
  expect(chartsOf(ALIKE.replace(/orders/g, 'orders-db').replace(/users/g, 'users-db'))).toEqual(['db.ts']);
});

test('one application in two namespaces is one class, and each has its own files', () => {
  const inNamespace = (text: string, namespace: string) => text.replace(/^metadata:\n {2}name: .*$/mg, `$&\n  namespace: ${namespace}`);
  const text = `${inNamespace(ORDERS, 'prod')}---\n${inNamespace(ORDERS, 'test').replace('= 100', '= 20')}`;
  expect(chartsOf(text)).toEqual(['orders.ts']);
  expect(filesOf(text).get('orders.ts')).toContain('super(scope, id, { namespace: props.namespace });');
  expect(filesOf(text).get('files/test/orders-config/postgresql.conf')).toContain('max_connections = 20\n');
});

test.each<[string, (text: string) => string]>([
  ['a field that the others do not have', text => text.replace('      terminationGracePeriodSeconds', '      hostNetwork: true\n$&')],
  ['a companion that the others do not have', text => `${text}---\napiVersion: v1\nkind: Service\nmetadata: { name: more-read }
spec: { selector: { app: more }, ports: [{ port: 5432, name: sql }] }\n`],
  ['a comment that the others do not have', text => text.replace('  replicas: 1', '  # one is enough\n$&')],
  ['another port', text => text.replace('containerPort: 5432 }', '$&, { name: metrics, containerPort: 9187 }')],
  ['a probe of another kind', text => text.replace('exec: { command: [pg_isready] }', 'tcpSocket: { port: 5432 }')],
  ['one argument more', text => text.replace('[pg_isready]', '[pg_isready, --quiet]')],
  ['another variable', text => text.replace('LOG_LEVEL', 'LEVEL')],
  ['a difference for which there is no name', text => text.replace('mountPath: /etc/postgresql', 'mountPath: /etc/other')],
])('%s keeps an application apart, and the others together', (_, change) => {
  expect(change(another('more'))).not.toBe(another('more'));
  expect(chartsOf(`${ALIKE}${another('more', change)}`).sort()).toEqual(['more.ts', 'postgres.ts']);
});

test('three that are alike are one class, whatever one of them has for a value', () => {
  const text = `${ALIKE}${another('more', each => each.replace('postgres:16.4', 'postgres:17.0'))}`;
  expect(chartsOf(text)).toEqual(['postgres.ts']);
  expect(filesOf(text).get('program.ts')).toContain("image: 'postgres:17.0'");
});

test('applications with more differences than anybody would give one by one are apart', () => {
  const other = another('more', text => text.replace('16.4', '17').replace('seconds: 5', 'seconds: 9').replace('runAsUser: 999', 'runAsUser: 1')
    .replace('fsGroup: 999', 'fsGroup: 1').replace('GracePeriodSeconds: 120', 'GracePeriodSeconds: 60').replace('replicas: 1', 'replicas: 5')
    .replace('debug', 'warn').replace('512Mi', '1Gi').replace('Seconds: 5 }', 'Seconds: 9 }'));
  expect(chartsOf(`${ALIKE}${other}`).sort()).toEqual(['more.ts', 'postgres.ts']);
});

test('values of one property in two containers have names of their own', () => {
  const second = (text: string, image: string) => text.replace('      volumes:', `        - { name: exporter, image: ${image} }\n$&`);
  const text = `${second(ORDERS, 'exporter:1')}${second(USERS, 'exporter:2').replace('16.4', '17.0')}`;
  expect(chartsOf(text)).toEqual(['postgres.ts']);
  expect(filesOf(text).get('program.ts')?.replace(/\s+/g, ' ')).toContain("image: 'postgres:16.4', logLevel: 'info', exporterImage: 'exporter:1'");
});

test.each(['ID', 'SCOPE', 'SELF', 'TEXT', 'NAME', 'CLASS'])('a variable called %s is no property that hides something else', variable => {
  const text = ALIKE.replace(/LOG_LEVEL/g, variable);
  const files = filesOf(text, undefined, { files: (adoption, options) => pythonFiles(adoption, options, TYPES), steps: STEPS, isOfNpm: false, run: () => '' });
  const signature = /def __init__\(([^)]*)\)/.exec(files.get('charts/postgres.py') ?? '')?.[1] ?? '';
  const names = Array.from(signature.matchAll(/(\w+):/g), ([, name]) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.slice(2)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(id|scope|self|text|class)$/)]));
  chartsOf(text);
});

test('whatever the values are, the program makes them', () => {
  const name = fc.stringMatching(/^[bcd](-?[a-z0-9]){2,5}$/);
  const word = fc.oneof(fc.constantFrom("it's", '`${x}`', '{x}', '$', '\\', '"', '\u2028'), fc.string());
  const four = { minLength: 4, maxLength: 4 };
  const names_ = fc.uniqueArray(name, { minLength: 2, maxLength: 3 });
  fc.assert(fc.property(names_, fc.array(word, four), fc.array(fc.nat(9), four), (names, words, numbers) => {
    const text = names.map((each, index) => ORDERS.replace(/orders/g, each).replace('value: info', () => `value: ${JSON.stringify(`${words[index]}${each}`)}`)
      .replace('replicas: 3', `replicas: ${numbers[index]}`)).join('---\n');
    chartsOf(text);
  }), { numRuns: 6, seed: 17 });
});
