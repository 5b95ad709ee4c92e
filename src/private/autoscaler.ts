import * as kplus from 'cdk8s-plus-28';
import { IConstruct } from 'constructs';
import { cached } from '../manifest/model/cached';

/**
 * The HorizontalPodAutoscalers of a program by what they scale. The tree is searched when there is a new one only: a search
 * for each app would take a time that grows with the square.
 */
export class Autoscalers {
  /** Those of the program to which the construct belongs. */
  public static of(construct: IConstruct): Autoscalers {
    return Autoscalers.ofProgram(construct.node.root);
  }

  private static readonly ofProgram = cached((root: IConstruct) => new Autoscalers(root));

  private readonly found = new Map<kplus.IScalable, kplus.HorizontalPodAutoscaler>();

  /** What got an autoscaler since the last search, in this program or elsewhere. */
  private readonly marked = new Set<kplus.IScalable>();

  private constructor(private readonly root: IConstruct) {}

  /**
   * Says that something scales the target, as `markHasAutoscaler()` does before the autoscaler is complete.
   */
  public mark(target: kplus.IScalable): void {
    this.marked.add(target);
  }

  /**
   * The autoscaler of a target; undefined where what scales it is no HorizontalPodAutoscaler of this program.
   */
  public autoscalerOf(target: IConstruct & kplus.IScalable): kplus.HorizontalPodAutoscaler | undefined {
    if (this.marked.has(target)) {
      this.search(target);
    }
    return this.found.get(target);
  }

  /** Beside the target first, where it is most often. */
  private search(target: IConstruct & kplus.IScalable): void {
    this.add(target.node.scope?.node.children ?? []);
    if (!this.found.has(target)) {
      this.add(this.root.node.findAll());
      this.marked.clear();
    }
  }

  private add(constructs: readonly IConstruct[]): void {
    for (const construct of constructs) {
      if (isAutoscaler(construct)) {
        this.found.set(construct.target, construct);
        this.marked.delete(construct.target);
      }
    }
  }
}

/** Known by what it has: one of another cdk8s-plus, or of a second copy of this one, is none of this class. */
function isAutoscaler(construct: IConstruct): construct is kplus.HorizontalPodAutoscaler {
  const { target, maxReplicas } = construct as Partial<kplus.HorizontalPodAutoscaler>;
  return typeof maxReplicas === 'number' && typeof target === 'object';
}
