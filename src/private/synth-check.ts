import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { propertyOf } from './property-path';
import { isStoodFor, metadataOf, patchesOf, plainSpecOf } from './rendering';
import { checker } from './rules';
import { Finding, messageOf } from '../manifest/finding';
import { ManifestObject } from '../manifest/model/object';
import { TargetVersions } from '../manifest/target';

/**
 * A part of a program that is checked at its synthesis, with all objects below it.
 */
export interface CheckedPart {
  readonly construct: IConstruct;

  /** The object whose fields are the properties of the part. */
  readonly statefulSet: ApiObject;
  readonly target: TargetVersions;

  /** Whether the program answers a rule already, or checks it itself for an object of this part. */
  readonly answers: (rule: string, ofPart: boolean) => boolean;

  /** Adds what objects are still due. */
  readonly complete: () => void;
}

/** What the rules look at. The others of a program need not be rendered for it. */
const KINDS = new Set([
  'StatefulSet', 'Deployment', 'DaemonSet', 'Service', 'PodDisruptionBudget', 'HorizontalPodAutoscaler', 'PersistentVolumeClaim', 'NetworkPolicy',
]);

/** Of these it is only looked at whether they are there. */
const NAMED_KINDS = new Set(['ServiceAccount', 'ConfigMap', 'Secret', 'PriorityClass']);

/** What a check found. */
interface Outcome {
  /** How many constructs and parts there were. */
  readonly constructs: number;
  readonly parts: number;

  /** What the specs that were checked were made from, as JSON, of the StatefulSets that are rendered without a detour. */
  readonly specs: ReadonlyMap<ApiObject, string>;
  readonly errors: Map<CheckedPart, string[]>;

  /** The parts whose StatefulSets have been rendered since, for a manifest. */
  readonly rendered: Set<CheckedPart>;
}

const CHECKS = new WeakMap<IConstruct, SynthCheck>();

/**
 * The check of all StatefulApps of a program against the rules on manifests.
 *
 * cdk8s validates the whole program once more for each chart that it writes. The check is done once for all of that, and
 * anew for the next synthesis: once every StatefulSet has been rendered, or the program has been refused, has one construct
 * more, or renders a StatefulSet in another way. It is forgotten as soon as the program waits for anything.
 */
export class SynthCheck {
  /** That of the program to which the construct belongs. */
  public static of(construct: IConstruct): SynthCheck {
    const { root } = construct.node;
    const known = CHECKS.get(root) ?? new SynthCheck(root);
    CHECKS.set(root, known);
    return known;
  }

  private readonly parts = new Map<IConstruct, CheckedPart>();
  private readonly told = new Set<string>();
  private last?: Outcome;

  /** The parts that have been asked in this validation of the program. */
  private readonly asked = new Set<CheckedPart>();

  /** Whether this validation refuses the program, as far as is known here. */
  private refuses = false;

  private constructor(private readonly root: IConstruct) {}

  public add(part: CheckedPart): void {
    this.parts.set(part.construct, part);
  }

  /**
   * What is wrong with a part: what it says itself, or else the errors in its objects. Its warnings are printed, each once.
   */
  public faultsOf(part: CheckedPart, own: string[]): string[] {
    this.enter(part);
    if (own.length === 0) {
      this.last ??= this.run();
    }
    const faults = own.length > 0 ? own : this.last?.errors.get(part) ?? [];
    this.refuses ||= faults.length > 0;
    return faults;
  }

  /** Forgets the last check where it may be about another program. */
  private enter(part: CheckedPart): void {
    if (this.last?.parts !== this.parts.size) {
      this.last = undefined;
    }
    // a part that is asked again is validated once more; to count constructs for each would take a time that grows with the square
    if (this.asked.has(part)) {
      if (this.refuses || this.last?.rendered.size === this.parts.size || this.last?.constructs !== this.root.node.findAll().length) {
        this.last = undefined;
      }
      this.asked.clear();
      this.refuses = false;
    }
    this.asked.add(part);
  }

  /**
   * Hears what a StatefulSet is rendered to in the end.
   *
   * @throws where it is not what was checked, and has an error
   */
  public confirm(part: CheckedPart, rendered: object): void {
    if (!this.isAsChecked(part, rendered)) {
      this.last = this.run();
      const [error] = this.last.errors.get(part) ?? [];
      if (error !== undefined) {
        throw new Error(error);
      }
    }
  }

  /** Whether a StatefulSet is rendered to what was checked, if anything was. */
  public isAsChecked(part: CheckedPart, rendered: object): boolean {
    this.last?.rendered.add(part);
    const checked = this.last?.specs.get(part.statefulSet);
    return checked === undefined || checked === JSON.stringify(rendered);
  }

  private run(): Outcome {
    // what is rendered for this check is compared with no other
    this.last = undefined;
    this.parts.forEach(part => part.complete());
    const constructs = this.root.node.findAll();
    const specs = new Map<ApiObject, string>();
    const apiObjects = new Map<ManifestObject, ApiObject>();
    for (const construct of constructs) {
      const checked = ApiObject.isApiObject(construct) ? checkedManifestOf(construct) : undefined;
      if (checked) {
        apiObjects.set(new ManifestObject(checked.manifest), checked.apiObject);
      }
      if (checked?.rendered && checked.apiObject.kind === 'StatefulSet') {
        specs.set(checked.apiObject, JSON.stringify(checked.rendered));
      }
    }
    const outcome: Outcome = { constructs: constructs.length, parts: this.parts.size, specs, errors: new Map(), rendered: new Set() };
    const targets = new Map([...this.parts.values()].map(({ target }) => [target.toString(), target]));
    for (const [versions, target] of targets) {
      for (const finding of checker().check([...apiObjects.keys()], { target })) {
        const part = this.partOf(finding, apiObjects);
        const apiObject = apiObjects.get(finding.object);
        if (part?.target.toString() === versions && !part.answers(finding.id, isPlainWithin(part, apiObject))) {
          this.tell(finding, part, apiObject, outcome);
        }
      }
    }
    queueMicrotask(() => {
      this.last = undefined;
    });
    return outcome;
  }

  /** The part whose object the finding is about, or at least has to do with it. */
  private partOf({ object, related }: Finding, apiObjects: ReadonlyMap<ManifestObject, ApiObject>): CheckedPart | undefined {
    for (const candidate of [object, ...related]) {
      let construct: IConstruct | undefined = apiObjects.get(candidate);
      for (; construct; construct = construct.node.scope) {
        const part = this.parts.get(construct);
        if (part) {
          return part;
        }
      }
    }
    return undefined;
  }

  private tell(finding: Finding, part: CheckedPart, apiObject: ApiObject | undefined, outcome: Outcome): void {
    const text = sentenceOf(finding, apiObject === part.statefulSet && patchesOf(part.statefulSet).length === 0);
    if (finding.severity === 'error') {
      outcome.errors.set(part, [...outcome.errors.get(part) ?? [], text]);
      return;
    }
    const warning = `warning: [${part.construct.node.path}] ${text}\n`;
    if (!this.told.has(warning)) {
      this.told.add(warning);
      process.stderr.write(warning);
    }
  }
}

/** Whether the object is one of the part, and is what the part made it. */
function isPlainWithin({ construct }: CheckedPart, apiObject: ApiObject | undefined): boolean {
  return apiObject !== undefined && patchesOf(apiObject).length === 0 && apiObject.node.scopes.includes(construct);
}

/** An object as the rules look at it. */
interface CheckedManifest {
  readonly apiObject: ApiObject;
  readonly manifest: unknown;

  /** What its spec was made from, where it was rendered without a detour. */
  readonly rendered?: object;
}

/** Undefined where no rule looks at it, or it cannot be rendered: it says so itself, or at its manifest. */
function checkedManifestOf(apiObject: ApiObject): CheckedManifest | undefined {
  try {
    return renderedManifestOf(apiObject);
  } catch {
    return undefined;
  }
}

function renderedManifestOf(apiObject: ApiObject): CheckedManifest | undefined {
  const { apiVersion, kind, metadata } = apiObject;
  if (NAMED_KINDS.has(kind)) {
    return { apiObject, manifest: { apiVersion, kind, metadata: { name: apiObject.name, namespace: metadata.namespace } } };
  }
  if (!KINDS.has(kind) || isStoodFor(apiObject)) {
    return undefined;
  }
  const plain = plainSpecOf(apiObject);
  return plain === undefined
    ? { apiObject, manifest: apiObject.toJson() as unknown }
    : { apiObject, manifest: { apiVersion, kind, metadata: metadataOf(metadata, apiObject), spec: plain.spec }, rendered: plain.rendered };
}

/** A finding in the words of the program: with properties where they name the place, and else with the path in the object. */
function sentenceOf(finding: Finding, isProperty: boolean): string {
  const place = isProperty ? propertyOf(finding.path) : `${finding.object.title} ${finding.path}`;
  return `${messageOf(finding, place)}: ${finding.fix} (${finding.id} ${finding.name}, ${finding.link})`;
}
