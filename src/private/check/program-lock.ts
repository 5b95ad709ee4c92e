import { join, relative } from 'path';
import { ApiObject, App, Names, YamlOutputType } from 'cdk8s';
import { IConstruct } from 'constructs';
import { withFound } from './configuration';
import { reportOnLock, RequiredLock } from './lock';
import { writeAndLock } from './lock-command';
import type { ProgramCheck } from './schedule';
import { messageOf } from '../../manifest/lint/finding';
import { isLocked } from '../../manifest/lock/lock-file';
import { ManifestObject } from '../../manifest/model/object';
import { UpdateFinding } from '../../manifest/update/finding';

/**
 * Compares a program at its synthesis with its lock file.
 */
export function checkAgainstLock(root: IConstruct, lock: RequiredLock, objects: Parameters<ProgramCheck>[0]): ReturnType<ProgramCheck> {
  const options = withFound({});
  // both are told by others, and nothing is known of what cannot be rendered
  if (typeof options === 'string' || !isRendered(root, objects)) {
    return { errors: [], told: [] };
  }
  const files = new Files(root);
  const written = [...objects].map(([object, apiObject]) => isLocked(object) ? new ManifestObject(object.manifest, files.fileOf(apiObject)) : object);
  const { isFailing, isCompared, stops, account, summary } = reportOnLock(lock, written, writeAndLock(lock, files.directory), options);
  const text = account ?? summary;
  return isFailing
    ? { errors: [[...stops.map(sentenceOf), ...stops.length > 0 ? [''] : [], text].join('\n')], told: [] }
    : { errors: [], told: isCompared && account === undefined ? [] : [`${text}\n`] };
}

function sentenceOf(finding: UpdateFinding): string {
  const { object, path, fix, id, name, link, apiServerMessage } = finding;
  const refusal = apiServerMessage === undefined ? '' : `; it says: ${apiServerMessage}`;
  return `${messageOf(finding, `${object.title} ${path}`.trimEnd())}${refusal}: ${fix} (${id} ${name}, ${link})`;
}

/** Whether all that a lock file holds could be rendered. */
function isRendered(root: IConstruct, objects: Parameters<ProgramCheck>[0]): boolean {
  const rendered = new Set(objects.values());
  return root.node.findAll()
    .filter((construct): construct is ApiObject => ApiObject.isApiObject(construct))
    .filter(({ apiVersion, kind }) => isLocked(new ManifestObject({ apiVersion, kind })))
    .every(apiObject => rendered.has(apiObject));
}

/** Where cdk8s is going to write the objects of a program. */
class Files {
  public readonly directory: string;
  private readonly extension: string;
  private readonly isPerChart: boolean;
  private readonly isPerApp: boolean;

  constructor(root: IConstruct) {
    const { outdir = 'dist', outputFileExtension = '.k8s.yaml', yamlOutputType } = root as Partial<App>;
    const directory = relative(process.cwd(), outdir);
    this.directory = directory.startsWith('..') ? outdir : directory || '.';
    this.extension = outputFileExtension;
    this.isPerApp = yamlOutputType === YamlOutputType.FILE_PER_APP;
    // charts that depend on each other get numbers
    this.isPerChart = yamlOutputType === YamlOutputType.FILE_PER_CHART && root.node.findAll().every(({ node }) => node.dependencies.length === 0);
  }

  /** The directory where the file cannot be known. */
  public fileOf({ chart }: ApiObject): string {
    const name = this.isPerApp ? 'app' : this.isPerChart ? Names.toDnsLabel(chart) : undefined;
    return name === undefined ? this.directory : join(this.directory, `${name}${this.extension}`);
  }
}
