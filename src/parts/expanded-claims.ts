import { ApiObject, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { claimedOrdinalsErrors, ClaimsOfTemplate } from './claims-of-template';
import { binaryQuantity } from '../manifest/kubernetes/quantities';
import { PodOrdinals } from '../pod-count';
import { errorMessage, refuse, requireInteger } from '../private/errors';
import { bytesOf, storageProblem } from '../private/sizes';
import { StatefulApp } from '../stateful-app';
import { VolumeClaimTemplate } from '../volume-claim-template';

/**
 * Properties of `ExpandedClaims`.
 */
export interface ExpandedClaimsProps {
  /**
   * The claim template, with the size that the StatefulSet was created with.
   */
  readonly volumeClaimTemplate: VolumeClaimTemplate;

  /**
   * How much storage each pod gets from now on: more than in the template. It can be raised again, and never lowered.
   */
  readonly storage: Size;

  /**
   * For how many pods, from the first ordinal on, there is a claim; 1 or more. A claim whose pod is yet to come is made
   * all the same, and its volume as well unless its StorageClass waits for the pod (`WaitForFirstConsumer`).
   *
   * @default - `replicas`, or the `maxReplicas` of the autoscaler
   */
  readonly count?: number;
}

/**
 * Claims that are larger than their template, which Kubernetes lets nobody change: the StatefulSet stays as it is, and the
 * claim of each pod becomes an object of the program, with the larger size and otherwise as the controller has made it.
 *
 * - The StorageClass needs `allowVolumeExpansion: true`. Otherwise, and for a claim that is not bound yet, the API server
 *   refuses to expand it.
 * - The size belongs to the controller, who wrote it first: `kubectl apply --server-side --force-conflicts`. Argo CD and
 *   Flux do so by themselves, and so does an apply that is not server-side.
 * - A claim that does not exist yet is made, with the larger size, and the pod that comes takes it.
 * - A claim with a `volumeName` asks for the larger size at once, too. Let it be bound before it is expanded.
 * - A pod beyond `count` gets a claim of the size of the template. Keep `count`, or `replicas`, ahead of the pods.
 * - Where `whenScaled` is DELETE, the next apply makes the claim of a pod that was scaled away again, empty.
 * - Keep it for as long as the StatefulSet has the smaller template. To change the template, delete the StatefulSet with
 *   `--cascade=orphan`, which leaves its pods and claims, and apply the new one.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#expanding-persistent-volumes-claims
 */
export class ExpandedClaims extends Construct {
  private readonly claims: ClaimsOfTemplate;
  private readonly pods: PodOrdinals;

  /**
   * @throws where the storage is not more than that of the template, or the claims are expanded already
   */
  constructor(app: StatefulApp, id: string, private readonly props: ExpandedClaimsProps) {
    super(app, id);
    const [bytes, before] = [bytesOf(props.storage), bytesOf(props.volumeClaimTemplate.storage)];
    refuse('storage', bytes, storageProblem(bytes));
    refuse('storage', binaryQuantity(bytes), bytes <= before
      ? { problem: `is not more than the ${binaryQuantity(before)} of the template`, fix: 'give more, as claims never shrink' } : undefined);
    requireInteger('count', props.count, 1);
    this.pods = app.podOrdinals(props.count);
    this.claims = ClaimsOfTemplate.of(app, props.volumeClaimTemplate);
    this.claims.addUser('ExpandedClaims');
    this.claims.expand(props.storage);
    this.complete();
    this.node.addValidation({ validate: () => this.errors() });
  }

  /**
   * The PersistentVolumeClaims, by ascending ordinal. Where an autoscaler sets the number of pods they are complete from
   * the synthesis on.
   */
  public get persistentVolumeClaims(): ApiObject[] {
    return this.complete();
  }

  private complete(): ApiObject[] {
    return this.pods.all().map(ordinal => this.claims.claim(ordinal));
  }

  private errors(): string[] {
    this.complete();
    const fixed = this.pods.all().filter(ordinal => this.claims.storageClassOf(ordinal) === '');
    return [
      ...claimedOrdinalsErrors(this.pods),
      ...fixed.length > 0 ? [errorMessage('storage', binaryQuantity(bytesOf(this.props.storage)),
        `is refused for the ordinals ${fixed.join(', ')}, whose storageClassName is empty, and no volume without a class can be expanded`,
        'leave these claims as they are, and copy the data to larger ones')] : [],
    ];
  }
}
