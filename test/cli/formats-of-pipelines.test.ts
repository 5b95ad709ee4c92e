import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { reportOn, TOO_LONG, FAULTLESS, directoryWith, run as runIn } from './support';
import { formatGitHub } from '../../src/cli/format-github';
import { formatGitLab } from '../../src/cli/format-gitlab';
import { formatJUnit } from '../../src/cli/format-junit';
import { formatMarkdown } from '../../src/cli/format-markdown';
import { rendered } from '../commonmark';

const directory = directoryWith({
  '.git/HEAD': '',
  'app/bad.yaml': TOO_LONG,
  'app/good.yaml': FAULTLESS,
  'app/broken.yaml': 'a: [',
  'app/empty.yaml': '',
  'app/deep/x.yaml': '',
  'app/moved.yaml': FAULTLESS.replace(/serviceName: .*/, 'serviceName: other'),
  'app/rolled.yaml': FAULTLESS.replace('image: example.com/db:1', 'image: example.com/db:2'),
});
const APP = `${directory}/app`;
const run = (...args: string[]) => runIn(args, { directory: APP });
const HOSTILE = FAULTLESS.replace('  name: db\n', '  name: "<b>&\\"]]>*`_\\n::error::%25\\u0001@you"\n');

/** As the runner of GitHub reads a line. */
function commandIn(line: string): Record<string, string | undefined> {
  const [, name, given = '', message = ''] = /^::(\w+) ([^:]*)::(.*)$/.exec(line) ?? [];
  const decoded = (text: string) => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%');
  return { name, message: decoded(message), ...Object.fromEntries(given.split(',').map(pair => pair.split('=').map(decoded))) as Record<string, string> };
}

describe('github', () => {
  const commands = (text: string) => text.trimEnd().split('\n').map(commandIn);

  test('a finding stands at its line, from the root of the repository', () => {
    expect(commands(formatGitHub(reportOn(TOO_LONG, 'bad.yaml'), APP))[0]).toMatchObject({
      name: 'error', file: 'app/bad.yaml', line: '5', endLine: '5', col: '9', endColumn: '62', title: 'R01 stateful-set-name-too-long', message: expect.stringMatching(/\nfix: shorten/),
    });
  });

  test('what an update does to the data is told with its finding', async () => {
    const told = commands((await run('diff', 'good.yaml', 'rolled.yaml', '--severity', 'info', '--format', 'github')).out);
    expect(told.map(({ message }) => message)).toContainEqual(expect.stringMatching(/\noutcome: rolls-pods\ndata: /));
  });

  test('what is in no file has no place', async () => {
    const told = commands((await run('diff', 'good.yaml', 'empty.yaml', '--format', 'github')).out);
    expect(told.filter(({ name }) => name === undefined)).toEqual([]);
  });

  test('what stands in manifests is no command', () => {
    const all = commands(formatGitHub(reportOn(HOSTILE), APP));
    expect(all.filter(({ name, title }) => name === undefined || title === undefined)).toEqual([]);
  });

  test('what could not be read is an error', async () => {
    const [first] = commands((await run('check', '--format', 'github', 'broken.yaml')).out);
    expect(first).toMatchObject({ name: 'error', file: 'app/broken.yaml', title: 'could not be read' });
  });

  test('the last one says how much was looked at', () => {
    expect(commands(formatGitHub(reportOn(FAULTLESS), APP)).at(-1)).toMatchObject({ name: 'notice', message: expect.stringContaining('no findings in 4 objects') });
  });
});

describe('gitlab', () => {
  interface Issue {
    readonly fingerprint: string;
    readonly severity: string;
    readonly location: { path: string; lines: { begin: number } };
  }
  const issues = (text: string) => JSON.parse(text) as Issue[];

  test('a finding has what GitLab asks for', () => {
    expect(issues(formatGitLab(reportOn(TOO_LONG, 'bad.yaml'), APP))[0]).toEqual({
      description: expect.stringMatching(/Fix: shorten/),
      check_name: 'R01 stateful-set-name-too-long',
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}:1$/),
      severity: 'major',
      location: { path: 'app/bad.yaml', lines: { begin: 5 } },
    });
  });

  test('fingerprints tell all apart', () => {
    const all = issues(formatGitLab(reportOn(`${TOO_LONG}\n---\n${TOO_LONG}`), APP)).map(({ fingerprint }) => fingerprint);
    expect(new Set(all).size).toBe(all.length);
  });

  test.each([['broken.yaml', 'app/broken.yaml'], ['empty.yaml', 'app']])('what could not be read in %s blocks', async (file, path) => {
    expect(issues((await run('check', '--format', 'gitlab', file)).out)).toContainEqual(expect.objectContaining({ severity: 'blocker', location: expect.objectContaining({ path }) }));
  });

  test('what is in no file has a place', async () => {
    expect(issues((await run('check', '--format', 'gitlab', '--accept', 'R01=no', 'good.yaml')).out)).toMatchObject([{ location: { path: 'app', lines: { begin: 1 } } }]);
  });

  test('no findings are an empty list', () => {
    expect(issues(formatGitLab(reportOn(FAULTLESS), APP))).toEqual([]);
  });
});

describe('junit', () => {
  interface Case { failure?: { message: string } }
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', isArray: name => ['testsuite', 'testcase'].includes(name) });
  const suites = (text: string) => {
    expect(XMLValidator.validate(text)).toBe(true);
    return (parser.parse(text) as { testsuites: { errors: string; testsuite: { testcase: Case[] }[] } }).testsuites;
  };

  test('a finding is a test that fails, in the suite of its file', () => {
    expect(suites(formatJUnit(reportOn(TOO_LONG, 'bad.yaml')))).toMatchObject({
      testsuite: [{ name: 'bad.yaml', testcase: expect.arrayContaining([expect.objectContaining({ name: expect.stringMatching(/^R01 /), file: 'bad.yaml', line: '5', failure: expect.anything() })]) }],
    });
  });

  test('a file without findings is a test that passes', () => {
    expect(suites(formatJUnit(reportOn(FAULTLESS)))).toMatchObject({ tests: '1', failures: '0', testsuite: [{ testcase: [{ name: 'no findings' }] }] });
  });

  test('what stands in manifests is text', () => {
    const [suite] = suites(formatJUnit(reportOn(HOSTILE))).testsuite;
    expect(suite!.testcase.map(({ failure }) => failure?.message).join()).toContain(']]>');
  });

  test.each(['broken.yaml', 'empty.yaml'])('what could not be read in %s is an error', async file => {
    expect(Number(suites((await run('check', '--format', 'junit', file)).out).errors)).toBeGreaterThan(0);
  });

  test('what an update may do passes', async () => {
    expect(suites((await run('diff', '--format', 'junit', 'good.yaml', 'rolled.yaml')).out)).toMatchObject({ failures: '0', errors: '0' });
  });
});

describe('markdown', () => {
  test('a finding has its rule, place and fix', () => {
    const page = rendered(formatMarkdown(reportOn(TOO_LONG, 'bad.yaml')));
    expect(page).toMatch(/<li><strong>error<\/strong> <a href="https:[^"]+">R01<\/a> stateful-set-name-too-long <code>bad.yaml:5<\/code>/);
    expect(page).toContain('<li>fix: shorten the name to 52 characters</li>');
  });

  test('what stands in manifests is text', () => {
    const page = rendered(formatMarkdown(reportOn(HOSTILE, '`a`.yaml')));
    expect(page).not.toMatch(/<b>|<em>/);
    expect(page).toContain('<code>`a`.yaml:');
  });

  test('an update has its outcome, and what was not checked is said', async () => {
    expect(rendered((await run('diff', '--format', 'markdown', 'good.yaml', 'rolled.yaml')).out)).toContain('<strong>rolls-pods</strong>');
    expect(rendered((await run('check', '--format', 'markdown', 'broken.yaml', 'good.yaml')).out)).toContain('<p>Not checked:</p>\n<ul>\n<li><code>broken.yaml:2</code>: ');
  });

  test('an update has what becomes of each object, and how many there are', async () => {
    const page = rendered((await run('diff', '--format', 'markdown', 'good.yaml', 'rolled.yaml')).out);
    expect(page).toMatch(/<p>objects: 1 rolls pods, \d unchanged<\/p>\n<p>Impact:<\/p>\n<ul>\n<li><strong>rolls pods<\/strong> StatefulSet db: U14; db-2 … db-0 restart, one at a time/);
  });

  test('a refused update has its recipe, as commands to copy', async () => {
    const page = rendered((await run('diff', '--format', 'markdown', 'good.yaml', 'moved.yaml')).out);
    expect(page).toMatch(/<li>\n<p>recipe: <a href="https:[^"]+#orphan-delete">orphan-delete<\/a><\/p>\n<pre><code class="language-sh">\(set -e\n[^<]+--cascade=orphan[^<]*\n\)\n<\/code><\/pre>/);
  });

  test('what is no update has no impact', async () => {
    expect((await run('check', '--format', 'markdown', 'good.yaml')).out).not.toMatch(/^(objects|Impact):/m);
  });
});
