/**
 * A pod of a stateful application.
 */
export interface PodDescription {
  /**
   * Its name, such as `db-0`, which is its host name as well.
   */
  readonly name: string;

  /**
   * Its ordinal.
   */
  readonly ordinal: number;

  /**
   * Its DNS name, such as `db-0.db.prod.svc.cluster.local`; `db-0.db` where the manifests leave the namespace open.
   *
   * @default - none, as the StatefulSet names no governing Service
   */
  readonly dnsName?: string;

  /**
   * The names of its claims, in the order of the claim templates: `data-db-0`.
   */
  readonly claimNames: string[];

  /**
   * The names of the Services that lead to it, the governing one among them.
   */
  readonly serviceNames: string[];
}
