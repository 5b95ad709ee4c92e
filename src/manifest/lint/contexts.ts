import { Context } from './rule';
import { targetStatedBy, targetTextOf } from './target-version';
import { TargetVersions } from '../kubernetes/target-versions';
import { ExistingObject, Inventory } from '../model/inventory';
import { ManifestObject } from '../model/object';

/**
 * What rules get beside the manifests.
 */
export interface ContextOptions {
  /**
   * The versions of Kubernetes that all manifests are judged for, whatever their annotations say.
   *
   * @default - what an object says in its annotation, and TargetVersions.ALL for the others
   */
  readonly target?: TargetVersions;

  /**
   * Whether the manifests are a complete program: what is not among them, nobody applies beside them.
   *
   * @default false
   */
  readonly complete?: boolean;

  /**
   * Objects that exist, or are made elsewhere, and are not among the manifests.
   *
   * @default - none is known
   */
  readonly existing?: readonly ExistingObject[];
}

/**
 * The contexts of one run of rules, which differ in the versions of Kubernetes that an object is judged for: those that
 * the run is for, or else those that the object says, or else all.
 */
export class Contexts {
  private readonly byVersions = new Map<string, Context>();

  /** By what objects say of their versions. */
  private readonly byText = new Map<string | undefined, Context>();

  constructor(private readonly inventory: Inventory, private readonly options: ContextOptions) {}

  /** The context in which an object is judged; one for all objects of the same versions. */
  public of(object: ManifestObject): Context {
    const text = this.options.target === undefined ? targetTextOf(object) : undefined;
    let context = this.byText.get(text);
    if (context === undefined) {
      context = this.contextOf(this.options.target ?? targetOf(object));
      this.byText.set(text, context);
    }
    return context;
  }

  private contextOf(target: TargetVersions): Context {
    const versions = target.toString();
    const known = this.byVersions.get(versions) ?? { inventory: this.inventory, isComplete: this.options.complete ?? false, target };
    this.byVersions.set(versions, known);
    return known;
  }
}

/**
 * The versions that objects are judged for, each once.
 */
export function targetsOf(objects: readonly ManifestObject[], { target }: ContextOptions): string[] {
  return versionsIn(target ? [target] : objects.map(targetOf));
}

/**
 * The versions that objects say they are written for, each once.
 */
export function statedTargets(objects: readonly ManifestObject[]): string[] {
  return versionsIn(objects.flatMap(object => targetStatedBy(object) ?? []));
}

/** The versions that an object is judged for where the run is for none. */
function targetOf(object: ManifestObject): TargetVersions {
  return targetStatedBy(object) ?? TargetVersions.ALL;
}

function versionsIn(targets: readonly TargetVersions[]): string[] {
  return [...new Set(targets.map(target => target.toString()))];
}
