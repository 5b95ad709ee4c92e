import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Document, isMap, isSeq, parseDocument, YAMLMap } from 'yaml';
import { Rule } from '../src/manifest/rule';
import { RULE_GROUPS } from '../src/manifest/rules';

// Writes docs/rules/ from the rules themselves and the first bad and good case of each, which the tests hold them to.

const ROOT = join(__dirname, '..');
const CASES = join(ROOT, 'test', 'manifest', 'rules', 'cases');

const INTRODUCTION = `# Rules

What the check finds, by what it looks at. An **error** is refused by the API server, or accepted and broken at run time; a
**warning** may be meant, and can be [accepted with a reason](../validation.md#accepting-a-finding); an **info** is advice,
and told only where it is asked for. Links lead to the Kubernetes documentation, to the issue, or to the line in its source.

An example says only in what it differs from a faultless application, \`db\` with a container \`db\`, a claim template
\`data\`, a headless Service \`db\`, a Service \`db-client\` and a PodDisruptionBudget \`db\`.

This page and those behind it are made from the rules by \`npx projen docs:rules\`.
`;

/** The pages, by their names. */
export function rulePages(): Record<string, string> {
  const pages = Object.entries(RULE_GROUPS).filter(([, rules]) => rules.length > 0);
  return {
    'README.md': [INTRODUCTION, ...pages.map(([title, rules]) => contents(title, rules))].join('\n'),
    ...Object.fromEntries(pages.map(([title, rules]) => [pageOf(title), [`# ${title}\n`, ...rules.map(section)].join('\n')])),
  };
}

function pageOf(title: string): string {
  return `${title.toLowerCase().replace(/ /g, '-')}.md`;
}

function contents(title: string, rules: readonly Rule[]): string {
  const rows = rules.map(({ id, name, severity, demand }) => `| [${id}](${pageOf(title)}#${anchor(id, name)}) | ${name} | ${severity} | ${cell(demand)} |`);
  return [`## [${title}](${pageOf(title)})\n`, '| id | name | severity | rule |', '|---|---|---|---|', ...rows, ''].join('\n');
}

function section(rule: Rule): string {
  const { id, name, severity, demand, consequence, fix, link, versions } = rule;
  return [
    `## ${id} ${name}\n`,
    `**${severity}**${versions === undefined ? '' : `, ${versions}`}. ${demand}\n`,
    `- What goes wrong: ${consequence}.`,
    `- What to do: ${fix}.`,
    `- See <${link}>.\n`,
    ...example(id, 'bad'),
    ...example(id, 'good'),
  ].join('\n');
}

function example(id: string, which: 'bad' | 'good'): string[] {
  const document = parseDocument(readFileSync(join(CASES, `${id}.yaml`), 'utf8'));
  const objects = document.getIn([which, 0, 'objects']);
  const texts = isSeq(objects) ? objects.items.filter(isMap).map(yamlOf) : [];
  const title = which === 'bad' ? 'Bad' : 'Good';
  return texts.length === 0
    ? [`${title}: the application as it is.\n`]
    : [`${title}:\n`, '```yaml', texts.join('---\n').trimEnd(), '```\n'];
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

function anchor(id: string, name: string): string {
  return `${id.toLowerCase()}-${name}`;
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
