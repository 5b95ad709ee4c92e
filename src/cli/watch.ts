import { createHash } from 'node:crypto';
import { existsSync, FSWatcher, readdirSync, realpathSync, statSync, watch } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isOwn, readFiles } from './files';
import { gitPathOf } from './git';
import { Terminal } from './terminal';
import { UsageError } from './usage-error';

/** Editors write a file in several steps. */
const QUIET_MILLISECONDS = 100;

/** Makes a terminal empty, and leaves what was before it in its history. */
const CLEAR = '\u001b[2J\u001b[H';

/**
 * Looks at files, and again whenever what they hold is something else. It ends when nobody reads any more; Ctrl-C ends the process.
 *
 * @param paths those of the files; of those in a commit nothing changes
 * @throws UsageError where the first look does; later it is told, as files may be broken or gone for a moment
 */
export async function watchFiles(paths: readonly string[], terminal: Terminal, look: () => Promise<void>): Promise<void> {
  const folders = new Folders(paths.filter(path => gitPathOf(path) === undefined).map(path => resolve(terminal.directory, path)), terminal.signal);
  try {
    folders.watch();
    let last = await contentOf(paths, terminal);
    await look();
    terminal.err(waiting());
    while (await folders.changed()) {
      // there may be other folders now, and they have to be watched before they are read
      folders.watch();
      const now = await contentOf(paths, terminal);
      if (now !== last) {
        last = now;
        terminal.out(terminal.isInteractive ? CLEAR : '');
        await told(look, terminal);
        terminal.err(waiting());
      }
    }
  } finally {
    folders.close();
  }
}

async function told(look: () => Promise<void>, terminal: Terminal): Promise<void> {
  try {
    await look();
  } catch (error) {
    if (!(error instanceof UsageError)) {
      throw error;
    }
    terminal.err(`error: ${error.message}\n`);
  }
}

function waiting(): string {
  return `\n${new Date().toTimeString().slice(0, 8)}: waiting for changes; Ctrl-C ends it\n`;
}

/** Stands for all that is in the files; where they cannot be read, for the reason. */
async function contentOf(paths: readonly string[], terminal: Terminal): Promise<string> {
  try {
    const hash = createHash('sha256');
    for (const { name, bytes, reason } of await readFiles(paths, terminal)) {
      hash.update(`${name}\0${reason ?? ''}\0${bytes?.length ?? ''}\0`).update(bytes ?? '');
    }
    return hash.digest('hex');
  } catch (error) {
    if (error instanceof UsageError) {
      return error.message;
    }
    throw error;
  }
}

/**
 * The folders in which something of some paths may change. Folders and not files are watched, as a file that is written anew is
 * often another one.
 */
class Folders {
  private readonly watchers = new Map<string, FSWatcher>();
  private timer?: NodeJS.Timeout;
  private hasChanged = false;
  private wake?: () => void;

  constructor(private readonly paths: readonly string[], private readonly signal?: AbortSignal) {
    signal?.addEventListener('abort', () => this.wake?.());
  }

  /** Watches what is there now. */
  public watch(): void {
    const wanted = new Set(this.paths.flatMap(foldersOf));
    [...this.watchers.keys()].filter(folder => !wanted.has(folder)).forEach(folder => this.forget(folder));
    [...wanted].filter(folder => !this.watchers.has(folder)).forEach(folder => this.add(folder));
  }

  /** Whether something has changed, once it is quiet; false once nobody wants to know any more. */
  public async changed(): Promise<boolean> {
    await new Promise<void>(done => {
      this.wake = done;
      if (this.hasChanged || this.signal?.aborted) {
        done();
      }
    });
    this.hasChanged = false;
    return this.signal?.aborted !== true;
  }

  public close(): void {
    clearTimeout(this.timer);
    [...this.watchers.keys()].forEach(folder => this.forget(folder));
  }

  private add(folder: string): void {
    try {
      const watcher = watch(folder, () => this.notice());
      watcher.on('error', () => {
        this.forget(folder);
        this.notice();
      });
      this.watchers.set(folder, watcher);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      // it has gone since it was seen, which its parent tells
      if (code !== 'ENOENT') {
        throw new UsageError(`cannot watch ${folder}: ${code === 'ENOSPC' || code === 'EMFILE' ? 'the system lets no more folders be watched' : message}`);
      }
    }
  }

  private forget(folder: string): void {
    this.watchers.get(folder)?.close();
    this.watchers.delete(folder);
  }

  private notice(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.hasChanged = true;
      this.wake?.();
    }, QUIET_MILLISECONDS);
  }
}

/** That of a file, also where a link leads to it; a folder with those below it, and the one that it is in, which tells when it goes. */
function foldersOf(path: string): string[] {
  if (!existsSync(path)) {
    return [nearest(path)];
  }
  const real = realpathSync(path);
  return statSync(path).isDirectory() ? [dirname(path), ...withThoseBelow(real)] : [...new Set([dirname(path), dirname(real)])];
}

/** The first folder above that is there. */
function nearest(path: string): string {
  const above = dirname(path);
  return existsSync(above) || above === path ? above : nearest(above);
}

function withThoseBelow(folder: string): string[] {
  try {
    const below = readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isDirectory() && isOwn(entry.name));
    return [folder, ...below.flatMap(({ name }) => withThoseBelow(join(folder, name)))];
  } catch {
    // who cannot read it, or finds it gone, has nothing to watch there
    return [];
  }
}
