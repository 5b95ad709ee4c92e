import { execute, Execution } from './execute';
import { isTable, Row, Table } from './pages';
import { differences, differencesOfText, nameOf } from './shown';
import { Snippet } from '../snippets';

/**
 * What a page shows of a program, and is not what the program makes, tells or knows; nothing where all is so.
 */
export function untrue(snippet: Snippet): string[] {
  const expressions = snippet.tables.filter(table => isTable(table, 'expression', 'value')).flatMap(({ rows }) => rows);
  const execution = execute(snippet.program, expressions.map(({ expression }) => codeIn(expression!)[0] ?? 'undefined'));
  return [
    ...untrueEnd(snippet, execution),
    ...snippet.objects.flatMap(({ text, place }) => differences(text, execution.objects).map(fault => `${place}: ${fault}`)),
    ...snippet.told.flatMap(({ text, place }) => differencesOfText(text, execution.told).map(fault => `${place}: ${fault}`)),
    ...expressions.flatMap((row, index) => untrueValue(row, execution.values[index])),
    ...snippet.tables.filter(table => isTable(table, 'kind', 'name')).flatMap(table => untrueObjects(table, execution.objects)),
  ];
}

function untrueEnd({ isRefused, place, told }: Snippet, execution: Execution): string[] {
  if (isRefused && !execution.isRefused) return [`${place}: the page shows an error, and there is none`];
  if (!isRefused && execution.isRefused) return [`${place}: the synthesis fails: ${execution.told}`];
  return told.length === 0 && execution.told !== '' ? [`${place}: the page does not show what is told: ${execution.told}`] : [];
}

/** A value is shown as code, those of a list after each other; `…` stands for further ones. */
function untrueValue({ expression, value }: Row, real: unknown): string[] {
  const shown = codeIn(value!);
  const all = (Array.isArray(real) ? real : [real]).map(String);
  const expected = value!.includes('…') ? all.slice(0, shown.length) : all;
  return shown.length > 0 && shown.join() === expected.join() ? [] : [`${expression} is ${all.join(', ')}, and not ${value}`];
}

/** A table of objects has all of them. */
function untrueObjects({ rows, place }: Table, objects: readonly unknown[]): string[] {
  const shown = rows.flatMap(({ kind, name }) => codeIn(name!).map(each => `${kind}/${each}`));
  const real = objects.map(nameOf);
  const lost = shown.filter(name => !real.includes(name));
  const forgotten = real.filter(name => !shown.includes(name));
  return [
    ...lost.map(name => `${place}: ${name} is not there`),
    ...forgotten.map(name => `${place}: ${name} is there, and not in the table`),
  ];
}

function codeIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code!);
}
