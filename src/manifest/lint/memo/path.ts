/**
 * Steps that lead somewhere, one after the other. The same steps from the same start give the same Path, so that paths are
 * compared and looked up by identity.
 */
export class Path<Step> {
  private readonly next = new Map<Step, Path<Step>>();

  constructor(
    /** The path without its last step; undefined at the start. */
    readonly before?: Path<Step>,
    private readonly last?: Step,
  ) {}

  /** One step on. */
  public at(step: Step): Path<Step> {
    let next = this.next.get(step);
    if (next === undefined) {
      next = new Path<Step>(this, step);
      this.next.set(step, next);
    }
    return next;
  }

  /** All steps from the start. */
  public get steps(): readonly Step[] {
    return this.before === undefined ? [] : [...this.before.steps, this.last as Step];
  }
}
