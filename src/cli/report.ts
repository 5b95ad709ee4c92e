import type { Fixes } from './fix';
import { Position, Positions } from './position';
import { Input, NotChecked, SourceDocument } from './read';
import { ObjectImpact } from '../manifest/impact';
import { ContextOptions, statedTargets, targetsOf } from '../manifest/lint/contexts';
import { Finding } from '../manifest/lint/finding';
import { ManifestObject } from '../manifest/model/object';
import { UpdateFinding } from '../manifest/update/finding';

/**
 * Where something stands in the files.
 */
export interface Place {
  readonly document: SourceDocument;
  readonly position: Position;
}

export interface LocatedFinding {
  readonly finding: UpdateFinding;

  /** Undefined where it is in no file, such as what is said of an option. */
  readonly place?: Place;
}

/**
 * What a command has to tell, in whatever format.
 */
export class Report {
  readonly objectCount: number;
  readonly fileCount: number;
  readonly notChecked: readonly NotChecked[];

  /** The files of the objects. */
  readonly files: readonly string[];

  /** Why nothing was checked, or compared, as a sentence; undefined where something was. */
  readonly nothing: string | undefined;

  /** Whether the manifests were taken for a complete program. */
  readonly isComplete: boolean;

  /** The versions of Kubernetes that the manifests were judged for, and those of their annotations that did not count. */
  readonly targetVersions: readonly string[];
  readonly overruledVersions: readonly string[];
  private readonly documents: ReadonlyMap<ManifestObject, SourceDocument>;
  private readonly positions = new Positions();
  private readonly placesOfObjects = new Map<ManifestObject, Place | undefined>();

  constructor(
    /** In the order of the files. */
    readonly findings: readonly UpdateFinding[],
    /** What is checked. */
    input: Input,
    /** How it is checked. */
    options: ContextOptions = {},
    /** What it is compared with. */
    before?: Input,
    /** What happens to each object, where it is compared with another one. */
    readonly impacts?: readonly ObjectImpact[],
    /** What was mended before, where that was asked for. */
    readonly fixes?: Fixes,
  ) {
    this.isComplete = options.complete ?? false;
    this.targetVersions = targetsOf(input.objects, options);
    this.overruledVersions = options.target ? statedTargets(input.objects).filter(version => !this.targetVersions.includes(version)) : [];
    this.objectCount = input.objects.length;
    this.fileCount = input.fileCount;
    this.files = [...new Set(input.objects.flatMap(object => input.documents.get(object)?.file ?? []))];
    this.nothing = nothingIn(input, before);
    this.notChecked = [...before?.notChecked ?? [], ...input.notChecked];
    this.documents = new Map([...before?.documents ?? [], ...input.documents]);
  }

  /** Whether all was read, and there was something to read: nothing is said of objects that nobody has seen. */
  public get isRead(): boolean {
    return this.nothing === undefined && !this.notChecked.some(({ isUnreadable }) => isUnreadable);
  }

  /** The file of a finding; empty where it is about no file, such as an option. */
  public fileOf({ object }: Finding): string {
    return this.documents.get(object)?.file ?? '';
  }

  /** The findings with their places, file by file and from the top to the bottom; those that are in no file come last. */
  public get located(): LocatedFinding[] {
    // of the documents of a file, the first one counts
    const files = new Map([...this.documents.values()].map(({ file }, index): [string, number] => [file, index]).reverse());
    const order = ({ place }: LocatedFinding) => place ? files.get(place.document.file) ?? 0 : Infinity;
    return this.findings
      .map(finding => ({ finding, place: this.place(finding.object, finding.path) }))
      .sort((one, other) => order(one) === order(other) ? lineOf(one) - lineOf(other) : order(one) - order(other));
  }

  /** Where the name of an object is. */
  public placeOfObject(object: ManifestObject): Place | undefined {
    // findings come back to the same objects again and again
    if (!this.placesOfObjects.has(object)) {
      this.placesOfObjects.set(object, this.place(object, ''));
    }
    return this.placesOfObjects.get(object);
  }

  private place(object: ManifestObject, path: string): Place | undefined {
    const document = this.documents.get(object);
    return document && { document, position: this.positions.of(document, pathInDocument(object, path)) };
  }
}

/** The path in the document; of a whole object, its name says the most. */
export function pathInDocument({ within }: ManifestObject, path: string): string {
  return [within, path === '' ? 'metadata.name' : path].filter(part => part !== '').join('.');
}

function lineOf({ place }: LocatedFinding): number {
  return place?.position.line ?? 0;
}

function nothingIn(input: Input, before: Input | undefined): string | undefined {
  if (before === undefined) {
    const why = input.nothing ?? (input.isJudged === false ? 'no rule is about what is in the objects' : undefined);
    return why && `nothing was checked, as ${why} in ${input.fileCount} file${input.fileCount === 1 ? '' : 's'}`;
  }
  const sides = [...before.nothing ? ['OLD'] : [], ...input.nothing ? ['NEW'] : []];
  if (sides.length > 0) {
    return `nothing was compared, as ${before.nothing ?? input.nothing} in ${sides.join(' and in ')}`;
  }
  // what is removed is something to tell
  return before.isJudged === false && input.isJudged === false ? 'nothing was compared, as no rule is about what is in the objects' : undefined;
}
