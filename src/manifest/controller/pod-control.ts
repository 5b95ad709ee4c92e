import { Actions } from './actions';
import { isClaimOfGonePod, isOwnedAsDemanded, ownersAsDemanded } from './claim-owners';
import { ClaimState, Replica, SetState } from './state';

/**
 * What a sync does to pods and their claims. It reads the claims as they were when the sync began.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/controller/statefulset/stateful_pod_control.go
 */
export class PodControl {
  private readonly claims: ReadonlyMap<string, ClaimState>;

  constructor(private readonly set: SetState, claims: readonly ClaimState[], private readonly actions: Actions) {
    this.claims = new Map(claims.map(claim => [keyOf(claim.template, claim.ordinal), claim]));
  }

  /** Creates the pod after its claims; whether they allowed it. */
  public create(pod: Replica): boolean {
    if (!this.createClaims(pod)) {
      return false;
    }
    this.actions.add({ verb: 'create pod', ordinal: pod.ordinal, revision: pod.revision });
    this.updateOwners(pod);
    return true;
  }

  public delete({ ordinal }: Replica): void {
    this.actions.add({ verb: 'delete pod', ordinal });
  }

  /** Updates the owners of the claims, and with them the pod. */
  public update(pod: Replica): void {
    this.updateOwners(pod);
    this.actions.add({ verb: 'update pod', ordinal: pod.ordinal });
  }

  /** Creates the claims that a pending pod lacks; whether none is in the way. */
  public createMissingClaims(pod: Replica): boolean {
    if (!this.createClaims(pod)) {
      return false;
    }
    this.updateOwners(pod);
    return true;
  }

  public hasClaimOfGonePod(pod: Replica): boolean {
    return this.claimsOf(pod).some(claim => isClaimOfGonePod(claim, this.set, pod));
  }

  public isOwnedAsDemanded(pod: Replica): boolean {
    return this.claimsOf(pod).every(claim => isOwnedAsDemanded(claim, this.set, pod));
  }

  public updateOwners(pod: Replica): void {
    for (const claim of this.claimsOf(pod)) {
      if (!isOwnedAsDemanded(claim, this.set, pod)) {
        const owners = ownersAsDemanded(claim, this.set, pod);
        this.actions.add({ verb: 'update claim', ordinal: pod.ordinal, template: claim.template, owners });
      }
    }
  }

  /** Creates those that are not there, in any order; whether none that is there is being deleted. */
  private createClaims({ ordinal }: Replica): boolean {
    this.actions.together(() => this.set.claimTemplates
      .filter(template => !this.claims.has(keyOf(template, ordinal)))
      .forEach(template => this.actions.add({ verb: 'create claim', ordinal, template })));
    return !this.claimsOf({ ordinal }).some(({ isTerminating }) => isTerminating);
  }

  private claimsOf({ ordinal }: Pick<Replica, 'ordinal'>): ClaimState[] {
    return this.set.claimTemplates.flatMap(template => this.claims.get(keyOf(template, ordinal)) ?? []);
  }
}

function keyOf(template: string, ordinal: number): string {
  return `${template}/${ordinal}`;
}
