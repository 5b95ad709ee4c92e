import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { testing } from '../../src';
import { RunOptions } from '../../src/manifest/lint/run';
import { withFound } from '../../src/private/check/configuration';
import { Program } from '../doors';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'configuration-'));
  jest.spyOn(process, 'cwd').mockReturnValue(folder);
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const configure = (text: string) => writeFileSync(join(folder, 'stateful-app.yaml'), text);

/** A program without a readiness probe, which is a warning (R50). */
function unready(): Program {
  const program = new Program();
  program.addApp({ hasProbes: false });
  return program;
}

/** What is said of it at each door: by the construct, the plugin, the tests and the command. */
async function saidOf(program: Program) {
  const yaml = program.yaml();
  return {
    construct: program.saidAtSynthesis().map(line => /^\w+/.exec(line)![0]),
    plugin: (await program.atPlugin(yaml)).map(line => line.split(' ', 1)[0]),
    tests: toldByTests(yaml),
    command: program.atCommand(yaml, withFound({ complete: true }) as RunOptions).map(({ severity }) => severity),
  };
}

function toldByTests(yaml: string): string[] {
  try {
    testing.Manifests.fromObjects(parseAllDocuments(yaml).map(document => document.toJS() as unknown)).assertNoFindings({ complete: true });
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').flatMap(line => /^ {2}(error|warning) /.exec(line)?.[1] ?? []);
  }
}

test.each([
  ['nothing', '', 'warning'],
  ['another severity', 'severities: { R50: error }', 'error'],
  ['an acceptance', 'acceptedFindings: { R50: it is meant }', undefined],
  ['an acceptance by kind and name', 'acceptedFindings: { R50: { reason: it is meant, kind: StatefulSet, name: the-* } }', undefined],
  ['an acceptance of other objects', 'acceptedFindings: { R50: { reason: it is meant, name: other } }', 'warning'],
])('of a program, all doors say the same with %s', async (_, text, severity) => {
  configure(text);
  const said = severity === undefined ? [] : [severity];
  expect(await saidOf(unready())).toEqual({ construct: said, plugin: said, tests: said, command: said });
});

test('an acceptance by file counts for the plugin, which has files', async () => {
  configure('acceptedFindings: { R50: { reason: it is meant, files: dist } }');
  expect(await unready().atPlugin(unready().yaml())).toEqual([]);
});

test('an acceptance by file fails where it would decide on a finding of a program', () => {
  configure('acceptedFindings: { R50: { reason: it is meant, files: dist } }');
  expect(unready().saidAtSynthesis()).toEqual(['error: stateful-app.yaml: acceptedFindings.R50.files would decide on a finding in a program, whose objects '
    + 'are in no file yet; accept it by kind and name, or with acceptedFindings in the program']);
});

test('an acceptance by file fails nothing else', () => {
  configure('acceptedFindings: { R20: { reason: it is meant, files: dist } }');
  expect(unready().saidAtSynthesis()).toEqual([expect.stringContaining('R50')]);
});

test('the plugin fails where something is wrong in it', async () => {
  configure('severity: error');
  expect(await unready().atPlugin(unready().yaml())).toEqual([
    'error configuration stateful-app.yaml stateful-app.yaml: severity is not known; there are targetVersion, severities, acceptedFindings',
  ]);
});

test('a program fails where something is wrong in it', () => {
  configure('severity: error');
  expect(unready().saidAtSynthesis()).toEqual([expect.stringMatching(/^error: stateful-app\.yaml: severity is not known/)]);
});
