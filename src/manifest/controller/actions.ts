import { ClaimOwner } from './state';

/**
 * What the controller does to an object.
 */
export type Action =
  | { readonly verb: 'create pod'; readonly ordinal: number; readonly revision: string }
  | { readonly verb: 'delete pod' | 'update pod'; readonly ordinal: number }
  | { readonly verb: 'create claim'; readonly ordinal: number; readonly template: string }
  | { readonly verb: 'update claim'; readonly ordinal: number; readonly template: string; readonly owners: readonly ClaimOwner[] };

/**
 * What the controller does in one sync. What is done at once, in no order, is one batch.
 */
export class Actions {
  readonly batches: Action[][] = [];
  private open?: Action[];

  public add(action: Action): void {
    if (this.open === undefined) {
      this.batches.push([action]);
    } else {
      this.open.push(action);
    }
  }

  /** Makes one batch of all that is added meanwhile. */
  public together<T>(body: () => T): T {
    if (this.open !== undefined) {
      return body();
    }
    const batch: Action[] = [];
    this.open = batch;
    const result = body();
    this.open = undefined;
    if (batch.length > 0) {
      this.batches.push(batch);
    }
    return result;
  }
}
