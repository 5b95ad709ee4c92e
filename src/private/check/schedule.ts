import { IConstruct } from 'constructs';
import { programCheck } from './load';
import type { CheckedApp, Outcome } from './program';

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

  private readonly parts = new Map<IConstruct, CheckedApp>();
  private readonly told = new Set<string>();
  private last?: Outcome;

  /** The parts whose StatefulSets have been rendered since, for a manifest. */
  private readonly rendered = new Set<CheckedApp>();

  /** The parts that have been asked in this validation of the program. */
  private readonly asked = new Set<CheckedApp>();

  /** Whether this validation refuses the program, as far as is known here. */
  private refuses = false;

  private constructor(private readonly root: IConstruct) {}

  public add(part: CheckedApp): void {
    this.parts.set(part.construct, part);
  }

  /**
   * What is wrong with a part: what it says itself, or else the errors in its objects. Its warnings are printed, each once.
   */
  public faultsOf(part: CheckedApp, own: string[]): string[] {
    this.enter(part);
    if (own.length === 0) {
      this.last ??= this.run();
    }
    const faults = own.length > 0 ? own : [...this.last?.errors.get(part) ?? []];
    this.refuses ||= faults.length > 0;
    return faults;
  }

  /** Forgets the last check where it may be about another program. */
  private enter(part: CheckedApp): void {
    if (this.last?.parts !== this.parts.size) {
      this.last = undefined;
    }
    // a part that is asked again is validated once more; to count constructs for each would take a time that grows with the square
    if (this.asked.has(part)) {
      if (this.refuses || this.rendered.size === this.parts.size || this.last?.constructs !== this.root.node.findAll().length) {
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
  public confirm(part: CheckedApp, rendered: object): void {
    if (!this.isAsChecked(part, rendered)) {
      this.last = this.run();
      const [error] = this.last.errors.get(part) ?? [];
      if (error !== undefined) {
        throw new Error(error);
      }
    }
  }

  /** Whether a StatefulSet is rendered to what was checked, if anything was. */
  public isAsChecked(part: CheckedApp, rendered: object): boolean {
    this.rendered.add(part);
    const checked = this.last?.specs.get(part.statefulSet);
    return checked === undefined || checked === JSON.stringify(rendered);
  }

  private run(): Outcome {
    // what is rendered for this check is compared with no other
    this.last = undefined;
    const outcome = programCheck().checkProgram(this.root, this.parts);
    this.rendered.clear();
    for (const warning of outcome.warnings) {
      if (!this.told.has(warning)) {
        this.told.add(warning);
        process.stderr.write(warning);
      }
    }
    queueMicrotask(() => {
      this.last = undefined;
    });
    return outcome;
  }
}
