/**
 * A PersistentVolumeClaim of a pod, as the controller makes it from its claim template, or finds it.
 */
export interface ClaimDescription {
  /**
   * Its name, such as `data-db-0`.
   */
  readonly name: string;

  /**
   * The name of its claim template.
   */
  readonly templateName: string;

  /**
   * The name of the pod that it belongs to.
   */
  readonly podName: string;

  /**
   * How much storage it asks for, as the manifest writes it: `10Gi`.
   *
   * @default - it asks for none, which the API server refuses
   */
  readonly storage?: string;

  /**
   * Its StorageClass.
   *
   * @default - the default class of the cluster
   */
  readonly storageClassName?: string;

  /**
   * Its access modes, such as `ReadWriteOnce`.
   */
  readonly accessModes: string[];

  /**
   * Whether the claim is among the manifests itself. The controller takes it as it is, whatever the template says.
   */
  readonly preCreated: boolean;

  /**
   * What becomes of it when the StatefulSet is deleted: `Retain` or `Delete`.
   */
  readonly whenDeleted: string;

  /**
   * What becomes of it when its pod is scaled away: `Retain` or `Delete`.
   */
  readonly whenScaled: string;
}

/**
 * A Service that leads to pods of a stateful application.
 */
export interface ServiceDescription {
  /**
   * Its name.
   */
  readonly name: string;

  /**
   * Its DNS name, such as `db-client.prod.svc.cluster.local`; its name alone where the manifests leave the namespace open.
   */
  readonly dnsName: string;

  /**
   * `ClusterIP`, `NodePort` or `LoadBalancer`.
   */
  readonly type: string;

  /**
   * Whether it has no address of its own: its name resolves to the addresses of the pods.
   */
  readonly isHeadless: boolean;

  /**
   * Whether it leads to pods before they are ready.
   */
  readonly publishesNotReadyAddresses: boolean;

  /**
   * The names of the pods that it leads to.
   */
  readonly podNames: string[];

  /**
   * The labels by which it selects some of the pods, and that the manifests give to none of them, such as `role: primary`:
   * something that runs sets them, and the Service leads to the pods that have them by then.
   *
   * @default - none
   */
  readonly podLabels?: { [key: string]: string };
}

/**
 * What a change of the pod template does to the pods.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#update-strategies
 */
export interface Rollout {
  /**
   * The names of the pods that the controller replaces, in the order in which it does: from the highest ordinal down,
   * whatever the pod management policy is. Each has to be ready before the next one goes, unless `maxUnavailable` lets
   * several go at once.
   */
  readonly replaced: string[];

  /**
   * The names of the pods that are replaced when somebody deletes them (OnDelete).
   */
  readonly replacedOnDelete: string[];

  /**
   * The names of the pods that the partition holds back. They keep the old template, even when they are deleted.
   */
  readonly heldBack: string[];
}
