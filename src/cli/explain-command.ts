import { Command } from 'commander';
import { createColors } from 'picocolors';
import { DescribedRule, describedRule, describedRules } from './described-rules';
import { ExitCode } from './exit-code';
import { Terminal } from './terminal';
import { UsageError } from './usage-error';
import { mostSimilar } from '../manifest/kubernetes/similar-names';
import { wrapped } from '../manifest/lint/text';

/**
 * Adds the command `explain`.
 */
export function addExplainCommand(program: Command, terminal: Terminal, exit: (code: ExitCode) => void): void {
  program.command('explain')
    .summary('say what a rule demands')
    .description('Says what a rule demands, what comes of breaking it, and what to do.')
    .argument('<rule>', 'the id of a rule, or its name; both stand behind each finding')
    .action((idOrName: string) => {
      terminal.out(explained(ruleOf(idOrName), terminal));
      exit(ExitCode.CLEAN);
    });
}

function explained(rule: DescribedRule, { hasColors, width }: Pick<Terminal, 'hasColors' | 'width'>): string {
  const { bold, blue } = createColors(hasColors);
  const { id, name, severity, outcome, versions, demand, consequence, fix, link } = rule;
  const notes: [string, string][] = [['goes wrong', consequence], ['fix', fix], ['see', link]];
  return [
    bold(`${id} ${name}`),
    [severity, outcome, versions].filter(text => text !== undefined).join(', '),
    '',
    wrapped(demand, width),
    '',
    ...notes.map(([label, text]) => {
      const start = `  = ${label}: `;
      return `  ${blue('=')} ${bold(`${label}:`)} ${wrapped(text, width, start).slice(start.length)}`;
    }),
    '',
  ].join('\n');
}

/**
 * @throws UsageError where there is none of that id or name
 */
function ruleOf(idOrName: string): DescribedRule {
  const rule = describedRule(idOrName);
  if (rule === undefined) {
    const similar = mostSimilar(idOrName.toLowerCase(), describedRules().map(({ name }) => name));
    throw new UsageError(`no rule is called ${JSON.stringify(idOrName)}${similar === undefined ? '' : `; did you mean ${similar}?`}`);
  }
  return rule;
}
