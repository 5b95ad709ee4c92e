import { Document, isMap, isNode, parseDocument, stringify } from 'yaml';
import { ExitCode } from './exit-code';
import { STDIN, STDIN_NAME } from './files';
import { functionConfigOf } from './krm-config';
import { Input, NotChecked, readObjects } from './read';
import { settingsOf } from './settings';
import { Terminal } from './terminal';
import { UsageError } from './usage-error';
import { check } from '../manifest/check';
import { configured } from '../manifest/configuration/configured';
import { whyNotChecked } from '../manifest/coverage';
import { Finding, messageOf, Severity } from '../manifest/lint/finding';
import { kindAndName, printable } from '../manifest/lint/text';
import { ManifestObject } from '../manifest/model/object';

/**
 * An item of the results.
 *
 * @see https://github.com/kubernetes-sigs/kustomize/blob/master/cmd/config/docs/api-conventions/functions-spec.md
 */
interface Result {
  readonly message: string;
  readonly severity: Severity;
  readonly resourceRef?: { readonly apiVersion: string; readonly kind: string; readonly name: string; readonly namespace?: string };
  readonly field?: { readonly path: string };
  readonly file?: { readonly path: string; readonly index?: number };
  readonly tags?: Readonly<Record<string, string>>;
}

/** The number of an item in its file. */
const INDEX = 'internal.config.kubernetes.io/index';

/** Where an item comes from: as the orchestrator says it, in the words before version 1, and as kustomize says with `originAnnotations`. */
const PATHS: Readonly<Record<string, RegExp>> = {
  'internal.config.kubernetes.io/path': /^(.+)$/,
  'config.kubernetes.io/path': /^(.+)$/,
  'config.kubernetes.io/origin': /^path: (.+)$/m,
};

/** Scalars are written as they were read: 1.30 is not 1.3. */
const TEXTS = { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' } as const;

/**
 * Runs as a function: what is read from standard input goes to standard output as it is, with what was found as results. On standard
 * error are the same, as kustomize shows nothing else of a function that fails.
 *
 * @throws UsageError where there is no ResourceList
 */
export async function runKrm(terminal: Terminal): Promise<ExitCode> {
  const bytes = await terminal.stdin();
  const text = new TextDecoder().decode(bytes);
  const list = parseDocument(text, TEXTS);
  requireResourceList(list);
  const { severity, complete, configuration } = functionConfigOf(plain(list, 'functionConfig'), terminal.directory);
  const items = ofItems(readObjects([{ name: STDIN_NAME, bytes }], whyNotChecked));
  const { run, input } = settingsOf({ severity, complete, accept: [], targetVersion: configuration.target, config: true }, items, [STDIN], terminal);
  const told = configured(run, configuration, { fileOf: ({ source }) => source, directory: terminal.directory });
  const findings = check(input.objects, { ...told, severities: new Map([...run.severities ?? [], ...configuration.severities]) });
  const unread = input.notChecked.filter(({ isUnreadable }) => isUnreadable);
  terminal.err([...unread.map(lineOfUnread), ...findings.map(lineOf)].map(line => `${line}\n`).join(''));
  terminal.out(withResults(text, list, [...unread.map(resultOfUnread), ...findings.map(resultOf)]));
  if (unread.length > 0) {
    return ExitCode.TROUBLE;
  }
  return findings.some(finding => finding.severity === 'error') ? ExitCode.FINDINGS : ExitCode.CLEAN;
}

function requireResourceList(list: Document.Parsed): void {
  const [error] = list.errors;
  if (error !== undefined) {
    throw new UsageError(`standard input is no YAML: ${error.message.split('\n', 1)[0]!.replace(/:$/, '')}`);
  }
  const [apiVersion, kind] = [plain(list, 'apiVersion'), plain(list, 'kind')];
  if (!/^config\.kubernetes\.io\/v1(alpha1|beta1)?$/.test(String(apiVersion)) || kind !== 'ResourceList') {
    const found = kind === undefined ? 'has no kind' : `is of kind ${JSON.stringify(kind)} of ${JSON.stringify(apiVersion)}`;
    throw new UsageError(`standard input ${found}, and not a ResourceList of config.kubernetes.io/v1; kustomize and kpt call this command, `
      + 'and stateful-app check - reads manifests');
  }
}

/** What stands at a key of the document, with every scalar as a text. */
function plain(list: Document.Parsed, key: string): unknown {
  const node = isMap(list.contents) ? list.contents.get(key, true) : undefined;
  return isNode(node) ? node.toJS(list) : undefined;
}

/** The same objects, each with the file that it comes from. */
function ofItems(input: Input): Input {
  const items = input.objects.map(object => new ManifestObject(object.manifest, fileOf(object) ?? object.source, object.within));
  const documents = new Map(input.objects.map((object, index) => [items[index]!, input.documents.get(object)!]));
  return { ...input, objects: items, documents };
}

function fileOf({ annotations }: ManifestObject): string | undefined {
  return Object.entries(PATHS).map(([key, pattern]) => pattern.exec(annotations[key] ?? '')?.[1]).find(path => path !== undefined);
}

/** The text with results at its end; where it is no plain block, as JSON is none, it is written anew. */
function withResults(text: string, list: Document.Parsed, results: readonly Result[]): string {
  const { contents } = list;
  if (!isMap(contents) || contents.flow === true || contents.has('results') || contents.range === null || contents.range === undefined) {
    list.set('results', parseDocument(written(results), TEXTS).contents);
    return list.toString({ lineWidth: 0 });
  }
  if (results.length === 0) {
    return text;
  }
  const end = contents.range[1];
  const before = text.slice(0, end);
  return `${before}${before.endsWith('\n') ? '' : '\n'}${written({ results })}${text.slice(end)}`;
}

function written(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}

function resultOf(finding: Finding): Result {
  const { id, name, severity, object, path, fix, link } = finding;
  const { apiVersion, kind, namespace, source } = object;
  // what is found in an acceptance is in a file, and in no object
  const file = kind === '' ? source : fileOf(object);
  const index = Number(object.annotations[INDEX] ?? NaN);
  return {
    message: `${messageOf(finding)}; fix: ${fix}`,
    severity,
    ...kind !== '' && { resourceRef: { apiVersion, kind, name: object.name, ...namespace !== undefined && { namespace } } },
    ...path !== '' && kind !== '' && { field: { path } },
    ...file !== undefined && file !== STDIN_NAME && { file: { path: file, ...Number.isInteger(index) && { index } } },
    tags: { rule: id, name, link },
  };
}

function resultOfUnread({ reason }: NotChecked): Result {
  return { message: `it could not be read: ${reason}`, severity: 'error' };
}

function lineOf(finding: Finding): string {
  const { id, name, severity, object, fix } = finding;
  const where = [object.kind === '' ? '' : kindAndName(object), fileOf(object) ?? ''].filter(part => part !== '').join(' in ');
  return printable(`${severity}[${id}] ${name}: ${where === '' ? '' : `${where}: `}${messageOf(finding)}; fix: ${fix}`);
}

function lineOfUnread({ reason }: NotChecked): string {
  return printable(`error: could not be read: ${reason}`);
}
