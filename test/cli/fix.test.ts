import { chmodSync, lstatSync, mkdtempSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { directoryWith, FAULTLESS, run } from './support';
import { main } from '../../src/cli/main';

/** A Service that a letter is wrong in. */
const SERVICE = `apiVersion: v1
kind: Service # for clients
metadata:
    name: other
spec:
    selector: {app:   db}
    ports: [{port: 5432,   protocol: tcp}]
`;
const FIXED = SERVICE.replace('tcp', 'TCP');

const ROOT = directoryWith({});

function folderWith(files: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(join(ROOT, 'folder-'));
  Object.entries(files).forEach(([name, text]) => writeFileSync(join(directory, name), text));
  return directory;
}

function read(directory: string, name: string): string {
  return readFileSync(join(directory, name), 'utf8');
}

test('it mends files, says so, and ends with what is left', async () => {
  const directory = folderWith({ 'a.yaml': SERVICE, 'b.yaml': FAULTLESS });
  const { code, out, err } = await run(['check', '--fix', '.'], { directory });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toBe(`fixed
  a.yaml:7: spec.ports[0].protocol "tcp" is now "TCP" (S04)

1 finding fixed in 1 file
no findings in 5 objects, as part of a program, for Kubernetes 1.28-1.37
`);
  expect(read(directory, 'a.yaml')).toBe(FIXED);
  expect(read(directory, 'b.yaml')).toBe(FAULTLESS);
});

test('without it nothing is written', async () => {
  const directory = folderWith({ 'a.yaml': SERVICE });
  expect((await run(['check', 'a.yaml'], { directory })).code).toBe(1);
  expect(read(directory, 'a.yaml')).toBe(SERVICE);
});

test('of standard input it writes what is mended to standard output, and the report to standard error', async () => {
  const { code, out, err } = await run(['check', '--fix', '-'], { directory: folderWith({}), input: SERVICE });
  expect({ code, out }).toEqual({ code: 0, out: FIXED });
  expect(err).toContain('<stdin>:7: spec.ports[0].protocol "tcp" is now "TCP" (S04)');
});

test('of standard input without a fault it writes what it got', async () => {
  const { out } = await run(['check', '--fix', '-'], { directory: folderWith({}), input: FIXED });
  expect(out).toBe(FIXED);
});

test('a kind that kubectl does not know is mended, and then what is in the object', async () => {
  const directory = folderWith({ 'a.yaml': SERVICE.replace('kind: Service', 'Kind: service').replace('apiVersion', 'apiversion') });
  const { code, out } = await run(['check', '--fix', 'a.yaml'], { directory });
  expect(out).toContain('Kind is now kind (V17)');
  expect(code).toBe(0);
  expect(read(directory, 'a.yaml')).toBe(FIXED);
});

test('names of ports are those of the containers', async () => {
  const directory = folderWith({
    'a.yaml': `${FAULTLESS}---
apiVersion: v1
kind: Service
metadata: { name: db-all }
spec:
  selector: { app: db }
  ports:
  - port: 5432
  # metrics
  - port: 9187
    targetPort: 9187
  - name: tcp-9187
    port: 80
    targetPort: client
`,
  });
  await run(['check', '--fix', 'a.yaml'], { directory });
  expect(read(directory, 'a.yaml')).toContain(`  ports:
  - name: client
    port: 5432
  # metrics
  - port: 9187
`);
});

test('lines are those of the file as it is now', async () => {
  const directory = folderWith({
    'a.yaml': `apiVersion: v1
kind: Service
metadata: { name: db }
spec:
  ports:
  - port: 1
  - port: 2
    protocol: udp
  sessionAffinity: none
`,
  });
  const { out } = await run(['check', '--fix', 'a.yaml'], { directory });
  expect(Array.from(out.matchAll(/a\.yaml:(\d+): (\S+)/g), ([, line, path]) => [Number(line), path])).toEqual([
    [6, 'spec.ports[0].name'], [8, 'spec.ports[1].name'], [10, 'spec.ports[1].protocol'], [11, 'spec.sessionAffinity'],
  ]);
});

test('what is accepted is not mended', async () => {
  const directory = folderWith({ 'a.yaml': SERVICE });
  await run(['check', '--fix', '--accept', 'S04=it is lower case on purpose', 'a.yaml'], { directory });
  expect(read(directory, 'a.yaml')).toBe(SERVICE);
});

test('what a baseline has is not mended', async () => {
  const directory = folderWith({ 'a.yaml': SERVICE });
  await run(['check', '--baseline', 'b.json', '--write-baseline', 'a.yaml'], { directory });
  await run(['check', '--fix', '--baseline', 'b.json', 'a.yaml'], { directory });
  expect(read(directory, 'a.yaml')).toBe(SERVICE);
});

test('what is below the severity is not mended', async () => {
  const text = FAULTLESS.replace('      enableServiceLinks', '      serviceAccount: db\n      enableServiceLinks');
  const directory = folderWith({ 'a.yaml': text });
  await run(['check', '--fix', 'a.yaml'], { directory });
  expect(read(directory, 'a.yaml')).toBe(text);
  await run(['check', '--fix', '--severity', 'info', 'a.yaml'], { directory });
  expect(read(directory, 'a.yaml')).toBe(text.replace('serviceAccount:', 'serviceAccountName:'));
});

test('an item of a list is mended', async () => {
  const list = `apiVersion: v1\nkind: List\nitems:\n- ${SERVICE.trimEnd().replaceAll('\n', '\n  ')}\n`;
  const directory = folderWith({ 'a.yaml': list });
  expect((await run(['check', '--fix', 'a.yaml'], { directory })).code).toBe(0);
  expect(read(directory, 'a.yaml')).toBe(list.replace('tcp', 'TCP'));
});

test('a byte order mark and the ends of lines stay', async () => {
  const text = `\ufeff${SERVICE.replaceAll('\n', '\r\n')}`;
  const directory = folderWith({ 'a.yaml': text });
  await run(['check', '--fix', 'a.yaml'], { directory });
  expect(read(directory, 'a.yaml')).toBe(text.replace('tcp', 'TCP'));
});

test('a link stays one, and the file keeps its mode', async () => {
  const directory = folderWith({ 'real.yaml': SERVICE });
  chmodSync(join(directory, 'real.yaml'), 0o640);
  symlinkSync('real.yaml', join(directory, 'link.yaml'));
  await run(['check', '--fix', 'link.yaml'], { directory });
  expect(lstatSync(join(directory, 'link.yaml')).isSymbolicLink()).toBe(true);
  expect(read(directory, 'real.yaml')).toBe(FIXED);
  expect(statSync(join(directory, 'real.yaml')).mode % 0o1000).toBe(0o640);
});

test('a document that cannot be read leaves the others to be mended, and ends with 2', async () => {
  const broken = 'a: [\n---\n';
  const directory = folderWith({ 'a.yaml': `${broken}${SERVICE}` });
  const { code, out } = await run(['check', '--fix', 'a.yaml'], { directory });
  expect(code).toBe(2);
  expect(out).toContain('a.yaml:9: spec.ports[0].protocol "tcp" is now "TCP" (S04)');
  expect(out).toContain('syntax error');
  expect(read(directory, 'a.yaml')).toBe(`${broken}${FIXED}`);
});

test('the JSON report says what was mended, and what could not be, as JSON patches', async () => {
  const directory = folderWith({ 'a.yaml': SERVICE.replace('name: other', 'name: other\n    annotations: {a/b: 5, c: 0644}') });
  const { out } = await run(['check', '--fix', '--format', 'json', 'a.yaml'], { directory });
  const { formatVersion, findings, fixed, notFixed } = JSON.parse(out) as Record<string, unknown[]>;
  expect(formatVersion).toBe(1);
  const service = { kind: 'Service', namespace: '', objectName: 'other', file: 'a.yaml' };
  expect(fixed).toEqual([
    { ...service, id: 'S04', name: 'service-port-invalid', path: 'spec.ports[0].protocol', line: 8, patch: [{ op: 'replace', path: '/spec/ports/0/protocol', value: 'TCP' }] },
    { ...service, id: 'V15', name: 'field-unknown', path: "metadata.annotations['a/b']", line: 5, patch: [{ op: 'replace', path: '/metadata/annotations/a~1b', value: '5' }] },
  ]);
  expect(notFixed).toEqual([{
    ...service,
    id: 'V15',
    name: 'field-unknown',
    path: 'metadata.annotations.c',
    reason: '0644 may be meant as "0644" or as "420"',
    patch: [{ op: 'replace', path: '/metadata/annotations/c', value: '420' }],
  }]);
  expect(findings).toHaveLength(1);
});

test('another format has what was mended beside it', async () => {
  const directory = folderWith({ 'a.yaml': SERVICE });
  const { out, err } = await run(['check', '--fix', '--format', 'gitlab', 'a.yaml'], { directory });
  expect(JSON.parse(out)).toEqual([]);
  expect(err).toBe('a.yaml:7: spec.ports[0].protocol "tcp" is now "TCP" (S04)\n');
});

test('fails in a commit', async () => {
  const { code, err } = await run(['check', '--fix', 'git:main:dist'], { directory: folderWith({}) });
  expect(code).toBe(2);
  expect(err).toBe('error: --fix cannot write git:main:dist, which is in a commit; give it the files of the work tree\n');
});

test('fails where the file has changed since it was read, and leaves all files as they are', async () => {
  const directory = folderWith({ 'a.yaml': SERVICE, 'b.yaml': SERVICE.replace('name: other', 'name: another') });
  let err = '';
  const code = await main(['check', '--fix', 'a.yaml', 'b.yaml', '-'], {
    stdin: () => {
      writeFileSync(join(directory, 'b.yaml'), `${FIXED}# by somebody else\n`);
      return Promise.resolve(Buffer.from(FAULTLESS.replaceAll('db', 'dc')));
    },
    out: () => undefined,
    err: text => { err += text; },
    hasColors: false,
    width: 100,
    directory,
  });
  expect(code).toBe(2);
  expect(err).toContain('b.yaml has changed since it was read, and is left as it is; try again');
  expect(read(directory, 'a.yaml')).toBe(SERVICE);
});

test('what could be mended is said without it', async () => {
  const { out } = await run(['check', 'a.yaml'], { directory: folderWith({ 'a.yaml': SERVICE.replace('5432', '0') }) });
  expect(out).toContain('\n1 of 2 findings can be mended with --fix\n2 errors in 1 file');
});

test('what cannot be mended in a kind that kubectl does not know leaves the rest to be mended', async () => {
  const text = `apiVersion: v1\nkind: !!str service\nmetadata: {name: a}\n---\n${SERVICE}`;
  const directory = folderWith({ 'a.yaml': text });
  const { out } = await run(['check', '--fix', 'a.yaml'], { directory });
  expect(out).toContain('not fixed\n  a.yaml: kind is not fixed, as it has the tag tag:yaml.org,2002:str (V17)\n');
  expect(read(directory, 'a.yaml')).toBe(text.replace('tcp', 'TCP'));
});

test('what is no text in standard input is not written', async () => {
  let out = '';
  const code = await main(['check', '--fix', '-'], {
    stdin: () => Promise.resolve(Buffer.from([0x61, 0xff])),
    out: text => { out += text; },
    err: () => undefined,
    hasColors: false,
    width: 100,
    directory: ROOT,
  });
  expect({ code, out }).toEqual({ code: 2, out: '' });
});
