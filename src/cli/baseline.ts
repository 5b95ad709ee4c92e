import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { FileSystem, STDIN_NAME } from './files';
import { Input } from './read';
import { UsageError } from './usage-error';
import { writeWhole } from './write-file';
import { Finding, isAtLeast, SEVERITIES, Severity } from '../manifest/lint/finding';
import { isJson } from '../manifest/model/json';

/** By file, from the directory of the baseline, and by the id of the rule: how many findings there are. */
type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;

const FORMAT_VERSION = 1;

/**
 * What was found when somebody began to check: counts for each file and rule, as lines move.
 */
export class Baseline {
  /**
   * The baseline in a file.
   *
   * @throws UsageError where it is not there, or is none
   */
  public static read(name: string, files: Pick<FileSystem, 'directory'>): Baseline {
    const path = resolve(files.directory, name);
    if (!existsSync(path)) {
      throw new UsageError(`--baseline ${name} is not there; write it with --write-baseline`);
    }
    return new Baseline(name, files, parsed(name, path));
  }

  /**
   * The baseline that is to be written into a file, which has what is known of other files, where it is there.
   */
  public static toWrite(name: string, files: Pick<FileSystem, 'directory'>): Baseline {
    return existsSync(resolve(files.directory, name)) ? Baseline.read(name, files) : new Baseline(name, files, { severity: 'error', counts: {} });
  }

  private readonly path: string;

  private constructor(
    private readonly name: string, private readonly files: Pick<FileSystem, 'directory'>,
    private readonly known: { readonly severity: Severity; readonly counts: Counts },
  ) {
    this.path = resolve(files.directory, name);
  }

  /**
   * The findings that are not in the baseline. Where a file has more of a rule than before, all of them are told, as none of them is
   * known to be the new one.
   */
  public withoutKnown(findings: readonly Finding[], input: Input): Finding[] {
    const now = this.countsOf(findings, input);
    return findings.filter(finding => {
      const file = this.fileOf(finding, input);
      return file === undefined || (now[file]?.[finding.id] ?? 0) > (this.known.counts[file]?.[finding.id] ?? 0);
    });
  }

  /** What this has to say besides the findings, as a line; undefined where it is as it should be. */
  public remark(findings: readonly Finding[], input: Input, severity: Severity): string | undefined {
    const gone = this.gone(findings, input, severity);
    return gone === 0 ? undefined : `${this.name} can shrink, as ${gone === 1 ? 'a finding in it is' : `${gone} findings in it are`} gone; write it again with --write-baseline`;
  }

  /** How many findings of the baseline are gone from the files that were looked at. */
  private gone(findings: readonly Finding[], input: Input, severity: Severity): number {
    // of what this run does not tell, nothing is known
    if (!isAtLeast(this.known.severity, severity)) {
      return 0;
    }
    const now = this.countsOf(findings, input);
    return this.lookedAt(input)
      .flatMap(file => Object.entries(this.known.counts[file] ?? {}).map(([id, count]) => Math.max(0, count - (now[file]?.[id] ?? 0))))
      .reduce((sum, count) => sum + count, 0);
  }

  /** Writes what is found now. What is known of files that were not looked at stays, as long as they are there. */
  public write(findings: readonly Finding[], input: Input, severity: Severity): void {
    const lookedAt = new Set(this.lookedAt(input));
    const others = Object.entries(this.known.counts).filter(([file]) => !lookedAt.has(file) && existsSync(resolve(dirname(this.path), file)));
    const counts = Object.fromEntries([...others, ...Object.entries(this.countsOf(findings, input))].sort(([one], [other]) => one < other ? -1 : 1));
    writeWhole(this.name, this.files.directory, `${JSON.stringify({ formatVersion: FORMAT_VERSION, severity, findings: counts }, undefined, 2)}\n`);
  }

  private countsOf(findings: readonly Finding[], input: Input): Counts {
    const counts: Record<string, Record<string, number>> = {};
    for (const finding of findings) {
      const file = this.fileOf(finding, input);
      if (file !== undefined) {
        const own = counts[file] ??= {};
        own[finding.id] = (own[finding.id] ?? 0) + 1;
      }
    }
    return Object.fromEntries(Object.entries(counts).map(([file, own]) => [file, Object.fromEntries(Object.entries(own).sort())]));
  }

  private fileOf({ object }: Finding, { documents }: Input): string | undefined {
    const file = documents.get(object)?.file;
    return file === undefined || file === STDIN_NAME ? undefined : this.pathOf(file);
  }

  private lookedAt({ objects, documents }: Input): string[] {
    return [...new Set(objects.flatMap(object => documents.get(object)?.file ?? []))].map(file => this.pathOf(file));
  }

  private pathOf(file: string): string {
    return relative(dirname(this.path), resolve(this.files.directory, file)).split(sep).join('/');
  }
}

function parsed(name: string, path: string): { readonly severity: Severity; readonly counts: Counts } {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UsageError(`--baseline ${name} cannot be read: ${(error as Error).message}`);
  }
  const { formatVersion, severity, findings } = isJson(value) ? value : {};
  const known = SEVERITIES.find(each => each === severity);
  const areCounts = isJson(findings)
    && Object.values(findings).every(own => isJson(own) && Object.values(own).every(count => Number.isInteger(count)));
  if (formatVersion !== FORMAT_VERSION || known === undefined || !areCounts) {
    throw new UsageError(`--baseline ${name} is not a baseline of version ${FORMAT_VERSION}; write it again with --write-baseline`);
  }
  return { severity: known, counts: findings as Counts };
}
