import { IConstruct } from 'constructs';
import { complete } from './completion';
import { programCheck } from './load';
import type { CheckedApp, Outcome } from './program';
import { cached } from '../../manifest/model/cached';

/**
 * What is wrong with a program, of which the objects are given, and what is only told of it.
 */
export type ProgramCheck = (objects: Outcome['objects']) => { readonly errors: readonly string[]; readonly told: readonly string[] };

/**
 * The check of all StatefulApps of a program against the rules on manifests. It is done once a synthesis, in which cdk8s
 * validates the whole program first and then again for each chart. With the apps a and b in charts of their own:
 *
 *     validate: a, b       a runs the check, b reads the same outcome
 *     validate: a, b       the same outcome
 *     render a
 *     validate: a, b       the same outcome
 *     render b             all apps are rendered: the outcome is dropped
 *
 * A validation that refuses the program is the last one of its synthesis. It has ended when an app asks a second time.
 */
export class SynthCheck {
  /** That of the program to which the construct belongs. */
  public static of(construct: IConstruct): SynthCheck {
    return SynthCheck.ofProgram(construct.node.root);
  }

  private static readonly ofProgram = cached((root: IConstruct) => new SynthCheck(root));

  private readonly apps = new Map<IConstruct, CheckedApp>();
  private readonly printed = new Set<string>();

  /** What the check found, as long as that holds, and the apps that have not been rendered since. */
  private outcome?: Outcome;
  private readonly unrendered = new Set<IConstruct>();

  /** The apps that have asked in this validation, and whether one of them refuses the program. */
  private readonly asked = new Set<CheckedApp | IConstruct>();
  private isRefused = false;

  private constructor(private readonly root: IConstruct) {}

  /**
   * Makes the check a validation of the app.
   */
  public add(app: CheckedApp): void {
    this.apps.set(app.construct, app);
    this.outcome = undefined;
    app.construct.node.addValidation({ validate: () => this.errorsOf(app) });
  }

  /**
   * Adds what looks at the program as a whole, as a validation of a construct.
   */
  public addProgramCheck(construct: IConstruct, check: ProgramCheck): void {
    construct.node.addValidation({ validate: () => this.errorsOfProgram(construct, check) });
  }

  /**
   * Says that the StatefulSet of an app has been rendered.
   */
  public rendered(app: IConstruct): void {
    this.unrendered.delete(app);
    if (this.unrendered.size === 0) {
      this.outcome = undefined;
    }
  }

  /**
   * What is wrong with an app in this validation: its own errors, or else the errors that the check found in its objects.
   * Warnings of the check are printed, each once.
   */
  private errorsOf(app: CheckedApp): string[] {
    if (this.asked.has(app)) {
      this.beginValidation();
    }
    this.asked.add(app);
    complete(app);
    const own = app.errors();
    const errors = own.length > 0 ? own : [...this.check().errors.get(app) ?? []];
    this.isRefused ||= errors.length > 0;
    return errors;
  }

  /** What is wrong with the program. An app that is wrong by itself may render nothing, and says so. */
  private errorsOfProgram(construct: IConstruct, check: ProgramCheck): string[] {
    const apps = [...this.apps.values()];
    if (this.asked.has(construct)) {
      this.beginValidation();
    }
    this.asked.add(construct);
    apps.forEach(complete);
    if (apps.some(app => app.errors().length > 0)) {
      return [];
    }
    if (apps.length === 0) {
      // nobody says when what was found holds no more
      this.outcome = undefined;
    }
    const { errors, told } = check(this.check().objects);
    this.print(told);
    this.isRefused ||= errors.length > 0;
    return [...errors];
  }

  private beginValidation(): void {
    if (this.isRefused) {
      this.outcome = undefined;
    }
    this.asked.clear();
    this.isRefused = false;
  }

  private check(): Outcome {
    this.outcome ??= this.run();
    return this.outcome;
  }

  private run(): Outcome {
    const outcome = programCheck().checkProgram(this.root, this.apps);
    // the check renders the apps itself, so that this comes after it
    this.apps.forEach((_, construct) => this.unrendered.add(construct));
    // a synthesis never waits
    queueMicrotask(() => {
      this.outcome = undefined;
    });
    this.print(outcome.warnings);
    return outcome;
  }

  private print(lines: readonly string[]): void {
    lines.filter(line => !this.printed.has(line)).forEach(line => {
      this.printed.add(line);
      process.stderr.write(line);
    });
  }
}
