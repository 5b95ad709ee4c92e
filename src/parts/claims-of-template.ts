import { ApiObject, Lazy, Size } from 'cdk8s';
import { ClaimDataSource } from '../claim-data-source';
import { binaryQuantity } from '../manifest/kubernetes/quantities';
import { omitUndefined } from '../manifest/model/omit-undefined';
import { PodOrdinals } from '../pod-count';
import { errorMessage, refuse } from '../private/errors';
import { bytesOf } from '../private/sizes';
import { StatefulApp } from '../stateful-app';
import { ClaimTemplateManifest, VolumeClaimTemplate } from '../volume-claim-template';

/**
 * In what a claim differs from its template.
 */
export interface ClaimDifference {
  readonly dataSource?: ClaimDataSource;
  readonly volumeName?: string;
  readonly storageClassName?: string;
  readonly storage?: Size;
  readonly labels?: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
}

/**
 * Nothing deletes the claims that the controller makes but their retention policy, as they are in no manifest. Those that
 * are in one would be deleted with it: these annotations tell Argo CD, Helm and Flux not to.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#no-prune-resources
 * @see https://helm.sh/docs/howto/charts_tips_and_tricks/#tell-helm-not-to-uninstall-a-resource
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#prune
 */
export const KEPT: Readonly<Record<string, string>> = {
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
  'helm.sh/resource-policy': 'keep',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
};

/**
 * Throws where the claim template belongs to another app.
 */
export function requireOwnTemplate(app: StatefulApp, template: VolumeClaimTemplate): void {
  refuse('volumeClaimTemplate', template.name,
    app.volumeClaimTemplates.includes(template) ? undefined : { problem: 'is a claim template of another app', fix: 'use one of this app' });
}

const CLAIMS = new WeakMap<VolumeClaimTemplate, ClaimsOfTemplate>();

/**
 * The PersistentVolumeClaims of a claim template that are objects of the program: one an ordinal, whichever parts create or
 * change it. The controller finds them by their names, and makes none of its own where there is one.
 */
export class ClaimsOfTemplate {
  /**
   * @throws where the template belongs to another app
   */
  public static of(app: StatefulApp, template: VolumeClaimTemplate): ClaimsOfTemplate {
    requireOwnTemplate(app, template);
    const known = CLAIMS.get(template) ?? new ClaimsOfTemplate(app, template);
    CLAIMS.set(template, known);
    return known;
  }

  private readonly objects = new Map<number, ApiObject>();
  private readonly differences = new Map<number, ClaimDifference>();
  private readonly users = new Set<string>();
  private least = 0;

  private constructor(private readonly app: StatefulApp, private readonly template: VolumeClaimTemplate) {}

  /**
   * Notes a part that creates or changes the claims.
   *
   * @throws where there is one of its kind
   */
  public addUser(kind: string): void {
    if (this.users.has(kind)) {
      throw new Error(errorMessage('volumeClaimTemplate', this.template.name, `has ${kind} already`, 'put both into one'));
    }
    this.users.add(kind);
  }

  /** The least storage that each claim has. */
  public expand(storage: Size): void {
    this.least = bytesOf(storage);
  }

  /**
   * The claim of an ordinal, which is made where there is none.
   *
   * @param difference what it has that the template has not
   */
  public claim(ordinal: number, difference?: ClaimDifference): ApiObject {
    if (difference) {
      this.differences.set(ordinal, difference);
    }
    const object = this.objects.get(ordinal) ?? this.create(ordinal);
    const { labels, annotations } = this.metadataOf(ordinal);
    Object.entries(labels).forEach(label => object.metadata.addLabel(...label));
    Object.entries(annotations).forEach(annotation => object.metadata.addAnnotation(...annotation));
    return object;
  }

  /** The name of the StorageClass of a claim, where it is given. */
  public storageClassOf(ordinal: number): unknown {
    return this.differences.get(ordinal)?.storageClassName ?? this.template._toKube().spec.storageClassName;
  }

  private create(ordinal: number): ApiObject {
    const object = new ApiObject(this.template, `${ordinal}`, {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: this.app.identity.claimName(this.template.name, ordinal), namespace: this.app.metadata.namespace },
      spec: Lazy.any({ produce: () => this.specOf(ordinal) }),
    });
    this.objects.set(ordinal, object);
    // the controller makes what it does not find, so that the claims come first
    ApiObject.of(this.app).addDependency(object);
    return object;
  }

  /** As the controller does it: the labels of the selector are written over those of the template. */
  private metadataOf(ordinal: number): Required<Pick<ClaimTemplateManifest['metadata'], 'labels' | 'annotations'>> {
    const { metadata } = this.template._toKube();
    const own = this.differences.get(ordinal);
    return {
      labels: { ...metadata.labels, ...own?.labels, ...this.app.matchLabels },
      annotations: { ...KEPT, ...metadata.annotations, ...own?.annotations },
    };
  }

  private specOf(ordinal: number): Record<string, unknown> {
    const { dataSource, dataSourceRef, ...spec } = this.template._toKube().spec;
    const own = this.differences.get(ordinal) ?? {};
    const isFilled = own.dataSource !== undefined || own.volumeName !== undefined;
    const bytes = Math.max(this.least, bytesOf(own.storage ?? this.template.storage));
    return omitUndefined({
      ...spec,
      storageClassName: this.storageClassOf(ordinal),
      ...isFilled ? own.dataSource?._toKube() : { dataSource, dataSourceRef },
      volumeName: own.volumeName,
      resources: { requests: { storage: binaryQuantity(bytes) } },
    });
  }
}

/**
 * What is wrong with the pods whose claims are objects of the program, now that the whole program is known.
 */
export function claimedOrdinalsErrors(pods: PodOrdinals): string[] {
  return pods.count !== undefined ? [] : ['claims cannot be made for all pods, as no HorizontalPodAutoscaler of this program scales the app; give count'];
}
