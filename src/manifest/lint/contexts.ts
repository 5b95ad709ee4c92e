import { Context } from './rule';
import { targetStatedBy } from './target-version';
import { TargetVersions } from '../kubernetes/target-versions';
import { Inventory } from '../model/inventory';
import { ManifestObject } from '../model/object';

/**
 * What rules are told beside the manifests.
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
}

/**
 * The contexts of one run of rules, which differ in the versions of Kubernetes that an object is judged for: those that
 * the run is for, or else those that the object says, or else all.
 */
export class Contexts {
  private readonly byVersions = new Map<string, Context>();

  constructor(private readonly inventory: Inventory, private readonly options: ContextOptions) {}

  /** The context in which an object is judged; one for all objects of the same versions. */
  public of(object: ManifestObject): Context {
    const { complete = false, target: ofAll } = this.options;
    const target = ofAll ?? targetStatedBy(object) ?? TargetVersions.ALL;
    const versions = target.toString();
    const known = this.byVersions.get(versions) ?? { inventory: this.inventory, isComplete: complete, target };
    this.byVersions.set(versions, known);
    return known;
  }
}
