import { dnsSubdomainProblem } from './manifest/kubernetes/names';
import { refuse } from './private/errors';

/**
 * Properties of `ClaimDataSource.fromReference()`.
 */
export interface ClaimDataSourceReference {
  /**
   * The API group of the object.
   *
   * @default - the core group
   */
  readonly apiGroup?: string;

  /** The kind of the object. */
  readonly kind: string;

  /** The name of the object. */
  readonly name: string;

  /**
   * The namespace of the object. Kubernetes takes one only with the feature gate `CrossNamespaceVolumeDataSource`.
   *
   * @default - the namespace of the StatefulApp
   */
  readonly namespace?: string;
}

/**
 * What a new claim is filled with. Every claim of the template, one a pod, gets a copy of the same source.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#volume-populators-and-data-sources
 */
export class ClaimDataSource {
  /**
   * A VolumeSnapshot in the namespace of the StatefulApp.
   *
   * @param name the name of the VolumeSnapshot
   */
  public static fromVolumeSnapshot(name: string): ClaimDataSource {
    refuse('dataSource', name, dnsSubdomainProblem(name));
    return new ClaimDataSource({ dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name } });
  }

  /**
   * A PersistentVolumeClaim in the namespace of the StatefulApp, which is cloned.
   *
   * @param name the name of the PersistentVolumeClaim
   */
  public static fromPersistentVolumeClaim(name: string): ClaimDataSource {
    refuse('dataSource', name, dnsSubdomainProblem(name));
    return new ClaimDataSource({ dataSource: { kind: 'PersistentVolumeClaim', name } });
  }

  /**
   * Any object that a volume populator knows, as `dataSourceRef`.
   */
  public static fromReference(reference: ClaimDataSourceReference): ClaimDataSource {
    refuse('dataSource.name', reference.name, dnsSubdomainProblem(reference.name));
    refuse('dataSource.kind', reference.kind, reference.kind === '' ? { problem: 'is empty', fix: 'give the kind of the object' } : undefined);
    const group = reference.apiGroup ?? '';
    refuse('dataSource.apiGroup', group, group === '' ? undefined : dnsSubdomainProblem(group));
    const coreKind = group === '' && reference.kind !== 'PersistentVolumeClaim';
    refuse('dataSource.kind', reference.kind,
      coreKind ? { problem: 'needs an apiGroup; in the core group only a PersistentVolumeClaim can be a source' } : undefined);
    const { apiGroup, kind, name, namespace } = reference;
    return new ClaimDataSource({ dataSourceRef: { apiGroup, kind, name, namespace } });
  }

  private constructor(private readonly spec: Record<string, unknown>) {}

  /**
   * @internal
   */
  public _toKube(): Record<string, unknown> {
    return this.spec;
  }
}
