import { FileContent } from './files';
import { fixedText, Wanted } from './fix-text';
import { Lines } from './lines';
import { keysOf } from './position';
import { Input } from './read';
import { check } from '../manifest/check';
import { Finding } from '../manifest/lint/finding';
import { RunOptions } from '../manifest/lint/run';
import { groupedBy } from '../manifest/model/grouped-by';

/**
 * A finding that was mended.
 */
export interface Fixed {
  readonly finding: Finding;
  readonly file: string;

  /** In the file as it is now, from 1. */
  readonly line: number;
}

/**
 * A finding that could be mended, though not in its file as it is.
 */
export interface NotFixed {
  readonly finding: Finding;
  readonly file: string;
  readonly reason: string;
}

/**
 * What became of the findings that can be mended.
 */
export interface Fixes {
  readonly fixed: readonly Fixed[];
  readonly notFixed: readonly NotFixed[];
}

/**
 * What was found in files.
 */
export interface Looked {
  readonly input: Input;
  readonly run: RunOptions;

  /** Those that are to be mended are among them. */
  readonly findings: readonly Finding[];
}

export interface FixedFiles extends Fixes {
  readonly files: readonly FileContent[];

  /** What is found in them now. */
  readonly looked: Looked;
}

/** What is mended may show what was hidden, such as the faults of an object whose kind was misspelt. */
const MOST_ROUNDS = 10;

/**
 * The files with all findings mended that leave no doubt how.
 *
 * @param look finds in files what is to be mended
 */
export function fixFiles(files: readonly FileContent[], look: (files: readonly FileContent[]) => Looked): FixedFiles {
  let now = files;
  let looked = look(now);
  let fixed: readonly Fixed[] = [];
  let notFixed: readonly NotFixed[] = [];
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    // what becomes an object says more of the others
    const ofRefused = fixAll(now, wantedIn(looked.input.refused, findingsInRefused(looked)));
    const hasMore = ofRefused.some(({ fixed: some }) => some.length > 0);
    const results = hasMore ? ofRefused : fixAll(now, wantedIn(looked.input.documents, looked.findings));
    notFixed = [...ofRefused, ...hasMore ? [] : results].flatMap(result => result.notFixed);
    if (results.every(({ fixed: some }) => some.length === 0)) {
      break;
    }
    fixed = results.reduce((before, result) => [...before.map(each => movedDown(each, result)), ...result.fixed], fixed);
    now = results.map(({ file }) => file);
    looked = look(now);
  }
  return { files: now, looked, fixed, notFixed };
}

interface FileResult extends Fixes {
  readonly file: FileContent;
  /** The lines of the file as it was into which lines were inserted, once for each. */
  readonly inserted: readonly number[];
}

function fixFile(file: FileContent, wanted: readonly Wanted<Finding>[]): FileResult {
  const { name, bytes } = file;
  if (bytes === undefined || wanted.length === 0) {
    return { file, fixed: [], notFixed: [], inserted: [] };
  }
  const before = new TextDecoder().decode(bytes);
  const { text, made, left } = fixedText(before, wanted);
  const changes = [...new Map(made.map(({ change }) => [change.start, change])).values()].sort((one, other) => one.start - other.start);
  const [linesBefore, linesNow] = [new Lines(before), new Lines(text)];
  const linesOfChanges = new Map<number, number>();
  let moved = 0;
  for (const { start, end, text: part } of changes) {
    linesOfChanges.set(start, linesNow.of(start + moved));
    moved += part.length - (end - start);
  }
  const fixed = made.map(({ of, edit, change: { start } }) =>
    ({ finding: { ...of, edit: { ...edit, keys: of.edit?.keys ?? [] } }, file: name, line: linesOfChanges.get(start)! }));
  return {
    file: made.length === 0 ? file : { ...file, bytes: Buffer.from(`${isMarked(bytes) ? '\ufeff' : ''}${text}`) },
    fixed,
    notFixed: left.map(({ of: finding, reason }) => ({ finding, file: name, reason })),
    inserted: changes.filter(({ text: part }) => part.includes('\n')).map(({ start }) => linesBefore.of(start)),
  };
}

type WantedInFile = Wanted<Finding> & { readonly file: string };

function fixAll(files: readonly FileContent[], wanted: readonly WantedInFile[]): FileResult[] {
  const byFile = groupedBy(wanted, ({ file }) => file);
  return files.map(file => fixFile(file, byFile.get(file.name) ?? []));
}

function wantedIn(documents: Input['documents'], findings: readonly Finding[]): WantedInFile[] {
  return findings.flatMap(finding => {
    const document = documents.get(finding.object);
    const { edit, object: { within } } = finding;
    return edit === undefined || document?.offset === undefined
      ? []
      : [{ of: finding, file: document.file, offset: document.offset, edit: { ...edit, keys: [...keysOf(within), ...edit.keys] } }];
  });
}

/** What kubectl takes for no object is not among what is checked. */
function findingsInRefused({ input: { refused }, run }: Looked): readonly Finding[] {
  return refused.size === 0 ? [] : check([...refused.keys()], { ...run, acceptances: [] });
}

function movedDown(fixed: Fixed, { file, inserted }: FileResult): Fixed {
  return fixed.file !== file.name ? fixed : { ...fixed, line: fixed.line + inserted.filter(line => line <= fixed.line).length };
}

/** Whether it begins with a byte order mark. */
function isMarked(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
