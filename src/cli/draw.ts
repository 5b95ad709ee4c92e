import { readFiles, STDIN } from './files';
import { Options } from './options';
import { Input, readObjects } from './read';
import { settingsOf } from './settings';
import { Terminal } from './terminal';
import { UsageError } from './usage-error';
import { writeWhole } from './write-file';
import { formatHtml } from '../drawing/html';
import { formatMarkdown } from '../drawing/markdown';
import { formatMermaid } from '../drawing/mermaid';
import { formatSvg } from '../drawing/svg';
import { only, Picture, picture } from '../manifest/picture';
import { isHarmless } from '../manifest/update/finding';

/** The options of the command. */
export interface DrawOptions extends Omit<Options, 'format'> {
  readonly from?: string;
  readonly out?: string;
  readonly format: keyof typeof FORMATTERS;
  readonly only: readonly string[];
}

/** How it went: `unread` where not all could be read, and nothing is drawn. */
export type Drawn = 'faultless' | 'with findings' | 'unread';

const FORMATTERS = {
  html: formatHtml,
  svg: ({ applications }) => formatSvg(applications),
  mermaid: ({ applications }) => formatMermaid(applications),
  markdown: formatMarkdown,
} satisfies Readonly<Record<string, (drawn: Picture) => string>>;

/**
 * Draws what is in the files, and writes it.
 */
export async function draw(files: readonly string[], options: DrawOptions, terminal: Terminal): Promise<Drawn> {
  const { from, only: names, out, format } = options;
  if (from === STDIN && files.includes(STDIN)) {
    throw new UsageError('only one of FILES and --from can be standard input');
  }
  const before = from === undefined ? undefined : readObjects(await readFiles([from], terminal), () => undefined);
  const after = readObjects(await readFiles(files, terminal), () => undefined);
  const unread = [...before === undefined ? [] : unreadIn(before), ...unreadIn(after)];
  if (unread.length > 0) {
    terminal.err(unread.map(line => `error: ${line}\n`).join(''));
    return 'unread';
  }
  const { run, input } = settingsOf(options, after, files, terminal, before);
  const all = picture(input.objects, { ...run, ...before && { before: before.objects } });
  if (all.applications.length === 0) {
    throw new UsageError(`there is no StatefulSet in ${after.fileCount} file${after.fileCount === 1 ? '' : 's'}, and nothing to draw`);
  }
  const drawn = names.length === 0 ? all : narrowed(all, names);
  const text = FORMATTERS[format](drawn);
  if (out === undefined) {
    terminal.out(text);
  } else {
    writeWhole(out, terminal.directory, text);
  }
  return isFaultless(drawn) ? 'faultless' : 'with findings';
}

function unreadIn({ notChecked }: Input): string[] {
  return notChecked.filter(({ isUnreadable }) => isUnreadable)
    .map(({ file = '', line, reason }) => `${file}${line === undefined ? '' : `:${line}`}: ${reason}`);
}

/** The StatefulSets of those names, with what is found in them. */
function narrowed(all: Picture, names: readonly string[]): Picture {
  const missing = names.find(name => !all.applications.some(({ set }) => set.name === name));
  if (missing !== undefined) {
    throw new UsageError(`--only ${missing}: there is no StatefulSet of that name among the manifests`);
  }
  return only(all, ({ set }) => names.includes(set.name));
}

function isFaultless({ findings, applications }: Picture): boolean {
  return findings.every(isHarmless) && !applications.some(({ plans }) => plans.some(({ stuck }) => stuck !== undefined));
}
