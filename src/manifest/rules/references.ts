import { Severity } from '../lint/finding';
import { Context, Fault, NONE, Rule } from '../lint/rule';
import { cached } from '../model/cached';
import { Field } from '../model/field';
import { Inventory } from '../model/inventory';
import { Kind, nameOf } from '../model/kinds';
import { ManifestObject } from '../model/object';
import { dataReferencesOf } from '../model/pod-references';
import { PodTemplate } from '../model/pod-template';
import { volumesInEffect } from '../model/volumes';

/** What a pod needs of another object. */
interface Reference {
  readonly at: Field;

  readonly kind: Kind;
}

/** What every cluster has. */
const BUILT_IN: { readonly [kind in Kind]?: readonly string[] } = {
  '/ServiceAccount': ['default'],
  '/ConfigMap': ['kube-root-ca.crt'],
  'scheduling.k8s.io/PriorityClass': ['system-cluster-critical', 'system-node-critical'],
};

/** Kinds from which controllers make Secrets. */
const SECRET_SOURCES: readonly Kind[] = [
  'bitnami.com/SealedSecret', 'cert-manager.io/Certificate', 'external-secrets.io/ExternalSecret', 'secrets-store.csi.x-k8s.io/SecretProviderClass',
  'secrets.hashicorp.com/VaultStaticSecret',
];

/**
 * Rules on what pods refer to.
 */
export const REFERENCES: readonly Rule[] = [
  {
    id: 'R63',
    name: 'reference-missing',
    severity: 'warning',
    demand: 'The ServiceAccount, the PriorityClass, the PersistentVolumeClaims, the ConfigMaps and the Secrets that pods need are among the '
      + 'manifests of a complete program.',
    consequence: 'where it is not in the cluster either, no pod is made (ServiceAccount, PriorityClass), it is not scheduled '
      + '(PersistentVolumeClaim), or its containers never start (ConfigMap, Secret)',
    fix: 'add it to the manifests, correct its name, or accept this finding where something else makes it',
    link: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/#restrictions',
    check: { pod: missing },
  },
];

/** Where files are a part of what is applied, the rest has what is not in them. */
function missing(pod: PodTemplate, { inventory, isComplete }: Context): readonly Fault[] {
  const references = isComplete ? referencesOf(pod) : [];
  if (references.length === 0) {
    return NONE;
  }
  const told = new Set<string>();
  return references.flatMap(({ at, kind }) => {
    const key = `${kind}/${at.string}`;
    if (told.has(key) || exists(kind, at.string ?? '', pod, inventory)) {
      return NONE;
    }
    told.add(key);
    return [{ at, problem: `names a ${nameOf(kind)} that is not among the manifests`, severity: severityOf(at, kind, pod, inventory) }];
  });
}

function exists(kind: Kind, name: string, { owner }: PodTemplate, inventory: Inventory): boolean {
  return name === '' || (BUILT_IN[kind] ?? []).includes(name) || inventory.exists(kind, name, owner)
    || (kind === '/PersistentVolumeClaim' && isOfTemplate(name, owner, inventory));
}

/** Whether a claim template makes the claim for one of the ordinals: `data-db-2`. */
function isOfTemplate(name: string, owner: ManifestObject, inventory: Inventory): boolean {
  const first = name.replace(/-\d+$/, '-0');
  return inventory.claimsNamed(first, owner).length > 0;
}

/**
 * Secrets are often made by other means, so that one that is missing is only suspicious where it, or others beside it, are
 * among the manifests and nothing there could make it.
 */
function severityOf(at: Field, kind: Kind, { owner }: PodTemplate, inventory: Inventory): Severity {
  if (kind !== '/Secret') {
    return 'warning';
  }
  const { names, namespaces, namespacesOfPulled } = secretsIn(inventory);
  const places = at.parent.parent.name === 'imagePullSecrets' ? namespacesOfPulled : namespaces;
  const haveOthers = owner.namespace === undefined ? places.size > 0 : places.has(owner.namespace) || places.has(undefined);
  return (haveOthers || names.has(at.string ?? '')) && SECRET_SOURCES.every(source => inventory.ofKind(source).length === 0) ? 'warning' : 'info';
}

/** The names of all Secrets, where they are, and where those are that hold the credentials of a registry. */
const secretsIn = cached((inventory: Inventory) => {
  const secrets = inventory.ofKind('/Secret');
  const pulled = secrets.filter(secret => (secret.root.at('type').string ?? '').startsWith('kubernetes.io/dockerc'));
  return {
    names: new Set(secrets.map(({ name }) => name)),
    namespaces: new Set(secrets.map(({ namespace }) => namespace)),
    namespacesOfPulled: new Set(pulled.map(({ namespace }) => namespace)),
  };
});

function referencesOf(pod: PodTemplate): Reference[] {
  const { spec } = pod;
  const account = spec.at('serviceAccountName').string ? spec.at('serviceAccountName') : spec.at('serviceAccount');
  const references: Reference[] = [
    { at: account, kind: '/ServiceAccount' },
    { at: spec.at('priorityClassName'), kind: 'scheduling.k8s.io/PriorityClass' },
    ...spec.at('imagePullSecrets').items.map((secret): Reference => ({ at: secret.at('name'), kind: '/Secret' })),
    ...volumesInEffect(pod).map((volume): Reference => ({ at: volume.at('persistentVolumeClaim', 'claimName'), kind: '/PersistentVolumeClaim' })),
    ...dataReferencesOf(pod).filter(({ isOptional }) => !isOptional),
  ];
  return references.filter(({ at }) => at.string);
}
