import { ApiObject, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { claimedOrdinalsErrors, ClaimsOfTemplate } from './claims-of-template';
import { RemainingClaims } from './remaining-claims';
import { ClaimDataSource } from '../claim-data-source';
import { dnsSubdomainProblem } from '../manifest/kubernetes/names';
import { binaryQuantity } from '../manifest/kubernetes/quantities';
import { PodOrdinals } from '../pod-count';
import { errorMessage, refuse, requireInteger, requireValid } from '../private/errors';
import { requireAnnotations, requireLabels } from '../private/metadata';
import { bytesOf, storageProblem } from '../private/sizes';
import { StatefulApp } from '../stateful-app';
import { VolumeClaimTemplate } from '../volume-claim-template';

/**
 * A claim that is created before its pod. Everything that is not given is as in the template.
 */
export interface OrdinalClaimOptions {
  /**
   * The ordinal of the pod.
   */
  readonly ordinal: number;

  /**
   * What the claim is filled with. It takes the place of that of the template.
   *
   * @default - a volume, or what the template says
   */
  readonly dataSource?: ClaimDataSource;

  /**
   * The name of an existing PersistentVolume, which must have the class, access modes and volume mode of the claim, and
   * its size at least. One that was bound before is `Released`, and takes a claim only after its `spec.claimRef` was
   * removed.
   *
   * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reserving-a-persistentvolume
   * @default - a new volume
   */
  readonly volumeName?: string;

  /**
   * The name of the StorageClass. The empty string is a choice, too: a PersistentVolume without a class.
   *
   * @default - that of the template
   */
  readonly storageClassName?: string;

  /**
   * How much storage the claim asks for: as much as the template, or more. A snapshot must fit into it.
   *
   * @default - as much as the template
   */
  readonly storage?: Size;

  /**
   * Labels of the claim, beside those of the template and of the selector, which the controller puts onto each claim.
   *
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of the claim, beside those of the template.
   *
   * @default - those that keep Argo CD, Helm and Flux from deleting the claim with its manifest
   */
  readonly annotations?: { [key: string]: string };
}

/**
 * Properties of `PreCreatedClaims`.
 */
export interface PreCreatedClaimsProps {
  /**
   * The claim template.
   */
  readonly volumeClaimTemplate: VolumeClaimTemplate;

  /**
   * Claims of single pods that are created before them.
   *
   * @default - none but those of `remaining`
   */
  readonly perOrdinal?: OrdinalClaimOptions[];

  /**
   * What becomes of the claims of all other pods. It must be given where there are any: a pod that is forgotten in a
   * restore starts without data.
   *
   * @default - there are no others
   */
  readonly remaining?: RemainingClaims;

  /**
   * For how many pods, from the first ordinal on, it is decided here; 1 or more. Give it to create the claims of pods
   * that are to come, such as those of an app that is scaled to zero.
   *
   * @default - `replicas`, or the `maxReplicas` of the autoscaler
   */
  readonly count?: number;
}

/**
 * Claims that are created before their pods: restored from a VolumeSnapshot, cloned from another claim, or bound to a
 * PersistentVolume that is there. They have the names, labels and the spec that the controller would give them, which
 * finds them and makes none of its own.
 *
 * They must be there before their pods, and stand before the StatefulSet in the manifests. Where the controller was first,
 * the API server refuses them, as a claim keeps its spec: nothing is overwritten.
 *
 * `persistentVolumeClaimRetentionPolicy` holds for them as for any claim of the StatefulSet. Where it deletes one, the
 * next `kubectl apply` fills it anew from its source, which is older than what was deleted.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#volume-snapshot-and-restore-volume-from-snapshot-support
 */
export class PreCreatedClaims extends Construct {
  private readonly claims: ClaimsOfTemplate;
  private readonly pods: PodOrdinals;
  private readonly created = new Map<number, ApiObject>();

  /**
   * @throws where properties are out of range or contradict each other
   */
  constructor(private readonly app: StatefulApp, id: string, private readonly props: PreCreatedClaimsProps) {
    super(app, id);
    const chosen = props.perOrdinal ?? [];
    refuse('perOrdinal', chosen, chosen.length === 0 && props.remaining?._dataSource === undefined
      ? { problem: 'names no claim', fix: 'name one, or give remaining: RemainingClaims.fromDataSource(…)' } : undefined);
    requireInteger('count', props.count, 1);
    this.pods = app.podOrdinals(props.count);
    this.requireClaims(chosen);
    this.claims = ClaimsOfTemplate.of(app, props.volumeClaimTemplate);
    this.claims.addUser('PreCreatedClaims');
    this.complete();
    this.node.addValidation({ validate: () => this.errors() });
  }

  /**
   * The PersistentVolumeClaims, by ascending ordinal. Where an autoscaler sets the number of pods they are complete from
   * the synthesis on.
   */
  public get persistentVolumeClaims(): ApiObject[] {
    return [...this.created].sort(([one], [other]) => one - other).map(([, object]) => object);
  }

  private requireClaims(claims: readonly OrdinalClaimOptions[]): void {
    const volumes = new Map<string, number>();
    const seen = new Set<number>();
    for (const claim of claims) {
      const { ordinal, volumeName = '' } = claim;
      requireInteger('perOrdinal.ordinal', ordinal, this.app.identity.firstOrdinal);
      refuse('perOrdinal.ordinal', ordinal, seen.has(ordinal) ? { problem: 'is there twice', fix: 'keep one' } : undefined);
      seen.add(ordinal);
      this.requireClaim(`perOrdinal[${ordinal}]`, claim);
      const other = volumes.get(volumeName);
      refuse(`perOrdinal[${ordinal}].volumeName`, volumeName, volumeName !== '' && other !== undefined
        ? { problem: `is the volume of ordinal ${other}, too, and one claim only can have it`, fix: 'choose another' } : undefined);
      volumes.set(volumeName, ordinal);
    }
  }

  private requireClaim(owner: string, { dataSource, volumeName, storageClassName, storage, labels, annotations }: OrdinalClaimOptions): void {
    if (dataSource === undefined && volumeName === undefined && storage === undefined) {
      throw new Error(`${owner} is what the controller would make; give dataSource or volumeName, or leave it to remaining`);
    }
    requireValid(`${owner}.volumeName`, volumeName, dnsSubdomainProblem);
    refuse(`${owner}.volumeName`, volumeName, dataSource && volumeName !== undefined
      ? { problem: 'goes not together with dataSource, as an existing volume is not filled', fix: 'keep one' } : undefined);
    refuse(`${owner}.storageClassName`, storageClassName, storageClassName ? dnsSubdomainProblem(storageClassName) : undefined);
    if (storage) {
      const [bytes, least] = [bytesOf(storage), bytesOf(this.props.volumeClaimTemplate.storage)];
      refuse(`${owner}.storage`, bytes, storageProblem(bytes));
      refuse(`${owner}.storage`, binaryQuantity(bytes), bytes < least
        ? { problem: `is less than the ${binaryQuantity(least)} of the template`, fix: 'leave it out, or give more' } : undefined);
    }
    requireLabels(`${owner}.labels`, labels);
    requireAnnotations(`${owner}.annotations`, annotations);
  }

  private complete(): void {
    this.props.perOrdinal?.forEach(claim => this.created.set(claim.ordinal, this.claims.claim(claim.ordinal, claim)));
    const dataSource = this.props.remaining?._dataSource;
    if (dataSource) {
      this.undecided().forEach(ordinal => this.created.set(ordinal, this.claims.claim(ordinal, { dataSource })));
    }
  }

  /** The ordinals that are not named. */
  private undecided(): number[] {
    const named = new Set(this.props.perOrdinal?.map(({ ordinal }) => ordinal));
    return this.pods.all().filter(ordinal => !named.has(ordinal));
  }

  private errors(): string[] {
    this.complete();
    const all = this.pods.all();
    const range = all.length === 0 ? 'there are none' : `they are ${all[0]} to ${all[all.length - 1]}`;
    const unknown = claimedOrdinalsErrors(this.pods);
    const { matchLabels } = this.app;
    const chosen = this.props.perOrdinal ?? [];
    const forgotten = this.props.remaining === undefined ? this.undecided() : [];
    return unknown.length > 0 ? unknown : [
      ...chosen.filter(({ ordinal }) => !this.pods.has(ordinal))
        .map(({ ordinal }) => errorMessage('perOrdinal.ordinal', ordinal,
          `is the ordinal of no pod (${range})`, 'drop it, or give count for pods that are to come')),
      ...forgotten.length > 0
        ? [`perOrdinal says nothing of ${forgotten.join(', ')}; name their claims, too, or give remaining: RemainingClaims.fromTemplate() where they start empty`]
        : [],
      ...chosen.flatMap(({ ordinal, labels = {} }) => Object.entries(labels)
        .filter(([key, value]) => (matchLabels[key] ?? value) !== value)
        .map(([key, value]) => errorMessage(`perOrdinal[${ordinal}].labels.${key}`, value,
          `contradicts the selector, which has "${matchLabels[key]}"`, 'rename it'))),
    ];
  }
}
