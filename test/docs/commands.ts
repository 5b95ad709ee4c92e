import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execute } from './execute';
import { Block, isBlock, Page } from './pages';
import { run } from '../cli/support';
import { fileNameOf, snippets } from '../snippets';

/**
 * Commands of a page, and what it shows of their output.
 */
export interface ShownCommands {
  readonly place: string;
  readonly commands: readonly string[];
  readonly output: string;

  /** The files that the page shows before, by their names. */
  readonly files: Readonly<Record<string, string>>;
}

/** The width of the terminal in the documentation, in characters. */
const WIDTH = 120;

/**
 * The runs of `stateful-app` of which a page shows the output: a `sh` block, and the `text` block that follows it. The files
 * are those of the page: YAML blocks that begin with their name, and in dist/ what the last whole program has made.
 */
export function shownCommands(page: Page): ShownCommands[] {
  const files: Record<string, string> = {};
  const programs = new Map(snippets([page]).map(({ place, program }) => [place, program]));
  return page.sections.flatMap(({ parts }) => parts.flatMap((part, index) => {
    if (isBlock(part, 'yaml')) {
      const name = fileNameOf(part);
      if (name !== undefined) files[name] = part.text;
    } else if (isBlock(part, 'ts') && part.text.startsWith('import ')) {
      Object.entries(execute(programs.get(part.place)!).files).forEach(([name, text]) => { files[`dist/${name}`] = text; });
    }
    const output = parts[index + 1];
    return isBlock(part, 'sh') && isBlock(output, 'text')
      ? [{ place: output.place, commands: commandsOf(part), output: output.text, files: { ...files } }] : [];
  }));
}

/**
 * What the commands print, one after the other.
 */
export async function outputOf({ commands, files }: ShownCommands): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'docs-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, name)), { recursive: true });
      writeFileSync(join(directory, name), text);
    }
    let printed = '';
    for (const command of commands) {
      const { out, err } = await run(command.split(' '), { directory, width: WIDTH });
      printed += out + err;
    }
    return printed;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The arguments of `stateful-app`, a line each; what other commands make is shown as files. */
function commandsOf({ text }: Block): string[] {
  return [...text.matchAll(/^npx stateful-app ([^|>#]+?) *(?:#.*)?$/gm)].map(([, args]) => args!);
}
