import { Field } from './field';
import { ManifestObject } from './object';
import { PodTemplate, podTemplateOf } from './pod-template';
import { labelSelectorAt } from './selector';
import { LabelSelector } from '../kubernetes/selectors';

/**
 * A claim template of a StatefulSet.
 */
export class ClaimTemplate {
  readonly name: string;
  readonly metadata: Field;
  readonly spec: Field;

  constructor(readonly field: Field) {
    this.metadata = field.at('metadata');
    this.spec = field.at('spec');
    this.name = this.metadata.at('name').string ?? '';
  }

  /** Whether containers get it as a device and not as files. */
  public get isBlock(): boolean {
    return this.spec.at('volumeMode').string === 'Block';
  }
}

/**
 * A StatefulSet as its manifest describes it.
 */
export class StatefulSet {
  readonly spec: Field;
  readonly pod: PodTemplate;
  private claims?: readonly ClaimTemplate[];
  private selecting?: LabelSelector;
  private governing?: string;

  constructor(readonly object: ManifestObject) {
    this.spec = object.spec;
    this.pod = new PodTemplate(object, podTemplateOf(object) ?? this.spec.at('template'), this);
  }

  public get claimTemplates(): readonly ClaimTemplate[] {
    this.claims ??= this.spec.at('volumeClaimTemplates').items.map(field => new ClaimTemplate(field));
    return this.claims;
  }

  public get name(): string {
    return this.object.name;
  }

  public get selector(): LabelSelector {
    this.selecting ??= labelSelectorAt(this.spec.at('selector'));
    return this.selecting;
  }

  /** How many pods there are; without a number the API server sets 1. */
  public get replicas(): number {
    return this.spec.at('replicas').number ?? 1;
  }

  /** The first ordinal. */
  public get firstOrdinal(): number {
    return this.spec.at('ordinals', 'start').number ?? 0;
  }

  /** The name of the governing Service; empty where there is none. */
  public get serviceName(): string {
    this.governing ??= this.spec.at('serviceName').string ?? '';
    return this.governing;
  }

  /** Whether pods are made one by one. */
  public get isOrdered(): boolean {
    return this.spec.at('podManagementPolicy').string !== 'Parallel';
  }

  /** Whether the controller replaces a pod only after somebody has deleted it (OnDelete). */
  public get isOnDelete(): boolean {
    return this.spec.at('updateStrategy', 'type').string === 'OnDelete';
  }

  /** Whether the controller replaces pods by itself (RollingUpdate, the default). */
  public get isRolling(): boolean {
    return (this.spec.at('updateStrategy', 'type').string || 'RollingUpdate') === 'RollingUpdate';
  }

  /** How many pods a rolling update leaves as they are, counted from the first ordinal. */
  public get partition(): Field {
    return this.spec.at('updateStrategy', 'rollingUpdate', 'partition');
  }

  /** What happens to the claims then: Retain, the default, or Delete. */
  public retentionAt(event: 'whenDeleted' | 'whenScaled'): Field {
    return this.spec.at('persistentVolumeClaimRetentionPolicy', event);
  }
}

/**
 * The pods of a workload, those of a StatefulSet with its claim templates.
 */
export function podOf(owner: ManifestObject): PodTemplate {
  return owner.groupKind === 'apps/StatefulSet' ? new StatefulSet(owner).pod : new PodTemplate(owner, podTemplateOf(owner) ?? owner.root);
}
