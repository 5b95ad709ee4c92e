import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { adoptElsewhere } from './adopt-elsewhere';
import { AdoptOptions, AdoptOutcome } from './adopt-options';
import { readFiles } from './files';
import { textOf } from './lock';
import { Input, readObjects } from './read';
import { Terminal } from './terminal';
import { UsageError } from './usage-error';
import { parseYaml } from './yaml';
import { acceptedIn } from '../adopt/accepted';
import { adopt, Adoption } from '../adopt/adopt';
import { commentsOf } from '../adopt/comments';
import { keyOf } from '../adopt/key';
import { Language, Unproven } from '../adopt/language';
import { LANGUAGES } from '../adopt/languages';
import { measure, percentTyped } from '../adopt/measure';
import { MODULES, ownPackages, packages } from '../adopt/modules';
import { project, projectName } from '../adopt/project';
import { Proof, prove } from '../adopt/proof';
import { Comments } from '../adopt/statements';
import { printable, wrapped } from '../manifest/lint/text';
import { LockFile } from '../manifest/lock/lock-file';
import { DEFAULT_ENVIRONMENT, LOCK_FILE } from '../manifest/lock/names';
import { packagesOf } from '../manifest/lock/packages';
import { ManifestObject } from '../manifest/model/object';

/**
 * Writes manifests as a program.
 *
 * @param given the language with what its proof needs; found where the user is, unless given
 */
export async function runAdopt(files: readonly string[], options: AdoptOptions, terminal: Terminal, given?: Language): Promise<AdoptOutcome> {
  const { out, check } = options;
  if (out === undefined && !check) {
    throw new UsageError('-o is missing; give the folder to write to, or --check to write nothing');
  }
  const target = out === undefined ? join(tmpdir(), 'adopted') : resolve(terminal.directory, out);
  if (out !== undefined && existsSync(target)) {
    requireEmptyFolder(target, out);
  }
  const { plus, library } = ownPackages();
  if (options.cdk8sPlus !== undefined && plus !== `cdk8s-plus-${options.cdk8sPlus}`) {
    return adoptElsewhere(files, options, terminal, library);
  }
  const input = readObjects(await readFiles(files, terminal), () => undefined);
  const unread = unreadIn(input);
  if (unread.length > 0) {
    terminal.err(unread.map(line => `${wrapped(`error: ${line}`, terminal.width)}\n`).join(''));
    return 'unread';
  }
  const comments = commentsIn(input);
  const adoption = adopt(input.objects, MODULES, { includeSecrets: options.includeSecrets, comments });
  try {
    const language = given ?? LANGUAGES[options.language]!(terminal.directory);
    const proof = write(target, adoption, comments, language, options);
    terminal.out(`${summary(adoption, proof, language, check ? undefined : out).map(line => wrapped(printable(line), terminal.width)).join('\n')}\n`);
    return proof.different.length === 0 ? 'same' : 'different';
  } catch (error) {
    if (!(error instanceof Unproven)) {
      throw error;
    }
    terminal.err(`error: ${error.message}\nnothing was written\n`);
    return 'different';
  }
}

function requireEmptyFolder(path: string, out: string): void {
  if (!statSync(path).isDirectory()) {
    throw new UsageError(`${out} is a file; adopt writes into a new folder only`);
  }
  if (readdirSync(path).length > 0) {
    throw new UsageError(`${out} is not empty; adopt writes into a new folder only`);
  }
}

function unreadIn({ notChecked, objects, fileCount }: Input): string[] {
  const unread = notChecked.filter(({ isUnreadable }) => isUnreadable)
    .map(({ file = '', line, reason }) => `${file}${line === undefined ? '' : `:${line}`}: ${reason}`);
  const sets = objects.filter(({ groupKind }) => groupKind === 'apps/StatefulSet');
  return unread.length > 0 || sets.length > 0 ? unread : [`there is no StatefulSet in ${fileCount} file${fileCount === 1 ? '' : 's'}, and nothing to adopt`];
}

/** Proves the program in a folder beside its own, which it becomes when it is proven. */
function write(target: string, adoption: Adoption, comments: Comments, language: Language, { check }: AdoptOptions): Proof {
  const files = project(language, adoption, { name: projectName(basename(target)), packages: packages(), comments });
  const parent = check ? tmpdir() : dirname(target);
  const folder = join(parent, `.${basename(target)}-adopting-${randomUUID()}`);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new UsageError(`cannot write ${target}: ${(error as Error).message}`);
  }
  try {
    const proof = prove(folder, files, language, adoption, MODULES, parseYaml);
    if (!check && proof.different.length === 0) {
      writeFileSync(join(folder, LOCK_FILE), lockOf(proof, language));
      if (existsSync(target)) {
        rmdirSync(target);
      }
      renameSync(folder, target);
    }
    return proof;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The lock file with which the next synthesis is guarded. */
function lockOf({ made }: Proof, { isOfNpm }: Language): string {
  const installed = packages();
  const dependencies = isOfNpm ? Object.fromEntries(installed) : {};
  const madeWith = packagesOf(path => path === './package.json' ? { dependencies } : installed.get(dirname(path)));
  return textOf(LockFile.EMPTY.with(DEFAULT_ENVIRONMENT, { objects: made, madeWith }));
}

function commentsIn({ documents }: Input): Comments {
  return new Map([...documents].flatMap(([object, { text }]) => [...commentsOf(object, text)]));
}

/** What came of it, a line for each thing. */
export function summary(adoption: Adoption, { count, different, restarts, notRun }: Proof, { steps }: Language, out: string | undefined): string[] {
  const { objects, others, secrets, reasons } = adoption;
  const patches = objects.flatMap(each => each.patches).length;
  const accepted = objects.flatMap(({ object }) => acceptedIn(object).map(id => `${object.title} gets an annotation that accepts ${id}, which the check of the program would refuse`));
  const untyped = others.filter(({ kind }) => kind === 'StatefulSet').map(object => `${object.title} stays YAML: ${reasonOf(object, reasons)}`);
  return [
    ...different,
    ...untyped,
    ...accepted,
    ...secrets.length > 0 ? [`${counted(secrets.length, 'Secret')} not in the program, as ${secrets.length === 1 ? 'its' : 'their'} values belong into none (--include-secrets): ${secrets.map(({ name }) => name).join(', ')}`] : [],
    ...others.length > 0 ? [`${counted(others.length, 'object')} as YAML in manifests/others.yaml`] : [],
    ...notRun === undefined ? [] : [`the program itself was not run, only its constructs: ${notRun}; ${steps.install} && ${steps.test} runs it`],
    [
      `${different.length} of ${counted(count, 'object')} differ`,
      restarts === 0 ? 'no pod restarts' : `the pods of ${counted(restarts, 'StatefulSet')} restart`,
      `typed ${percentTyped(measure(adoption))} % of fields, ${patches === 1 ? '1 patch' : `${patches} patches`}`,
    ].join('; '),
    ...different.length > 0 ? ['nothing was written'] : out === undefined ? [] : [`written to ${out}: ${steps.install} && ${steps.test}`],
  ];
}

function reasonOf(object: ManifestObject, reasons: ReadonlyMap<string, string>): string {
  return reasons.get(keyOf(object)) ?? (object.apiVersion === 'apps/v1' ? 'there are two of that name' : `${object.apiVersion} is served by no supported Kubernetes`);
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
