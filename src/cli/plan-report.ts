import { Input, NotChecked } from './read';
import { Plan } from '../manifest/plan';

/**
 * What the command has to tell of a plan, in whatever format.
 */
export class PlanReport {
  /** What could not be read, though it may be an object. */
  readonly notRead: readonly NotChecked[];

  /** Why nothing was planned, as a sentence; undefined where something was. */
  readonly nothing: string | undefined;

  /** How many plans end before all is as the manifests demand. */
  readonly stuck: number;

  constructor(readonly plan: Plan, inputs: { readonly before?: Input; readonly after?: Input }) {
    const { before, after } = inputs;
    this.notRead = [before, after].flatMap(input => input?.notChecked.filter(({ isUnreadable }) => isUnreadable) ?? []);
    const empty = [...before?.objects.length === 0 ? ['OLD'] : [], ...after?.objects.length === 0 ? ['NEW'] : []];
    this.nothing = empty.length === 0 ? undefined : `nothing was planned, as there is no object in ${empty.join(' and in ')}`;
    this.stuck = plan.sets.filter(group => group.some(({ ending }) => ending.outcome === 'stuck')).length;
  }

  public get isRead(): boolean {
    return this.nothing === undefined && this.notRead.length === 0 && this.plan.notPlanned.length === 0;
  }

  /** Whether a pipeline can go on with it. */
  public get isHarmless(): boolean {
    return this.stuck === 0 && this.plan.refused.length === 0 && this.plan.withoutEffect.length === 0
      && !this.plan.sets.flat().some(({ losesQuorum }) => losesQuorum);
  }
}
