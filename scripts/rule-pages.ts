import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Document, isMap, isSeq, parseDocument, YAMLMap } from 'yaml';
import { anchorOf, pageOf, UPDATES_PAGE } from '../src/cli/rule-page';
import { Rule } from '../src/manifest/lint/rule';
import { RULE_GROUPS } from '../src/manifest/rules';
import { OUTCOMES } from '../src/manifest/update/finding';
import { UPDATE_RULES } from '../src/manifest/update/rules';

// Writes docs/rules/ from the rules themselves and the first bad and good case of each, which the tests hold them to.

const ROOT = join(__dirname, '..');
const CASES = join(ROOT, 'test', 'manifest', 'rules', 'cases');
const UPDATE_CASES = join(ROOT, 'test', 'manifest', 'update', 'cases');

/** What all rules say of themselves. */
type Described = Pick<Rule, 'id' | 'name' | 'severity' | 'demand' | 'consequence' | 'fix' | 'link' | 'versions'> & { readonly outcome?: string };

const INTRODUCTION = `# Rules

What the check finds, by what it looks at. An **error** is refused by the API server, or accepted and broken at run time; a
**warning** may be meant, and can be [accepted with a reason](../validation.md#accepting-a-finding); an **info** is advice,
and told only where it is asked for. Links lead to the Kubernetes documentation, to the issue, or to the line in its source.

An example says only in what it differs from a faultless application, \`db\` with a container \`db\`, a claim template
\`data\`, a headless Service \`db\`, a Service \`db-client\` and a PodDisruptionBudget \`db\`.

This page and those behind it are made from the rules by \`npx projen docs:rules\`.

Rules on single manifests come first, and then those [on updates](#updates), which need what was there before.
`;

const UPDATES = `## [Updates](updates.md)

What \`stateful-app diff OLD NEW\` finds.
`;

const UPDATES_INTRODUCTION = `# Updates

What comes of an update. An example changes the application \`db\` by what it shows.

The outcome that a rule names is that of most of its findings; a finding can have another one. From the worst on they are:

| outcome | what comes of the update | exit code |
|---|---|---|
${Object.entries(OUTCOMES).map(([outcome, { isHarmless, meaning }]) => `| \`${outcome}\` | ${meaning} | ${isHarmless ? 0 : 1} |`).join('\n')}
`;

/** The pages, by their names. */
export function rulePages(): Record<string, string> {
  const pages = Object.entries(RULE_GROUPS).filter(([, rules]) => rules.length > 0);
  const groups = pages.map(([title, rules]) => [`## [${title}](${pageOf(title)})\n`, ...contents(pageOf(title), rules)].join('\n'));
  return {
    'README.md': [INTRODUCTION, ...groups, UPDATES, ...contents(UPDATES_PAGE, UPDATE_RULES)].join('\n'),
    ...Object.fromEntries(pages.map(([title, rules]) => [pageOf(title), [`# ${title}\n`, ...rules.map(section)].join('\n')])),
    [UPDATES_PAGE]: [UPDATES_INTRODUCTION, ...UPDATE_RULES.map(section)].join('\n'),
  };
}

function contents(page: string, rules: readonly Described[]): string[] {
  const rows = rules.map(({ id, name, severity, demand }) => `| [${id}](${page}#${anchorOf({ id, name })}) | ${name} | ${severity} | ${cell(demand)} |`);
  return ['| id | name | severity | rule |', '|---|---|---|---|', ...rows, ''];
}

function section(rule: Described): string {
  const { id, name, severity, outcome, demand, consequence, fix, link, versions } = rule;
  return [
    `## ${id} ${name}\n`,
    `**${severity}**${outcome === undefined ? '' : `, \`${outcome}\``}${versions === undefined ? '' : `, ${versions}`}. ${demand}\n`,
    `- What goes wrong: ${consequence}.`,
    `- What to do: ${fix}.`,
    `- See <${link}>.\n`,
    ...example(id, 'bad'),
    ...example(id, 'good'),
  ].join('\n');
}

function example(id: string, which: 'bad' | 'good'): string[] {
  const isUpdate = UPDATE_RULES.some(rule => rule.id === id);
  const document = parseDocument(readFileSync(join(isUpdate ? UPDATE_CASES : CASES, `${id}.yaml`), 'utf8'));
  const title = which === 'bad' ? 'Bad' : 'Good';
  const gone = document.getIn([which, 0, 'gone']);
  const parts = isUpdate
    ? [...block(document, which, 'both', `${title}, before and after:`), ...block(document, which, 'before', `${title}, before:`),
      ...block(document, which, 'after', `${title}, after:`), ...isSeq(gone) ? [`${title}: ${gone.items.join(', ')} is removed.\n`] : []]
    : block(document, which, 'objects', `${title}:`);
  return parts.length > 0 ? parts : [`${title}: the application as it is.\n`];
}

function block(document: Document, which: string, part: string, title: string): string[] {
  const objects = document.getIn([which, 0, part]);
  const texts = isSeq(objects) ? objects.items.filter(isMap).map(yamlOf) : [];
  return texts.length === 0 ? [] : [`${title}\n`, '```yaml', texts.join('---\n').trimEnd(), '```\n'];
}

/** The object of a case as it stands in its file; which object of the base it changes is told by its kind. */
function yamlOf(object: YAMLMap): string {
  const of = object.get('of');
  if (typeof of === 'string') {
    object.delete('of');
    object.items.unshift(new Document().createPair('kind', of.split('/')[0]));
  }
  const document = new Document();
  document.contents = object as never;
  return document.toString({ lineWidth: 120 });
}

/** A bar would end the cell. */
function cell(text: string): string {
  return text.replace(/\|/g, '\\|');
}

if (require.main === module) {
  const folder = join(ROOT, 'docs', 'rules');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [page, text] of Object.entries(rulePages())) {
    writeFileSync(join(folder, page), text);
  }
}
