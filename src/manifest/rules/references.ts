import { dnsSubdomainProblem } from '../kubernetes/names';
import { problemWithin } from '../kubernetes/problem';
import { Severity } from '../lint/finding';
import { listedNames } from '../lint/listed';
import { Context, Fault, faultsAt, NONE, Rule, source } from '../lint/rule';
import { cached } from '../model/cached';
import { Field } from '../model/field';
import { Inventory } from '../model/inventory';
import { Kind, nameOf } from '../model/kinds';
import { ManifestObject } from '../model/object';
import { dataReferencesOf, dataSourcesOf } from '../model/pod-references';
import { PodTemplate } from '../model/pod-template';
import { downwardFiles, volumesInEffect } from '../model/volumes';

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
  {
    id: 'R112',
    name: 'reference-name-impossible',
    severity: 'error',
    demand: 'The name of a claim, a ConfigMap or a Secret in a volume is one that such an object can have; so is that of an image pull secret.',
    consequence: 'there can be no such object: the pod stays Pending, or its containers never start (CreateContainerConfigError)',
    fix: "use the name of the object, which has lower-case letters, digits, '-' and '.' only",
    link: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names',
    check: {
      pod: pod => [...pulledSecretsOf(pod), ...volumesInEffect(pod).flatMap(referencesOfVolume)].filter(isFinal).flatMap(({ at, kind }) =>
        faultsAt(at, problemWithin(`is the name of a ${nameOf(kind)}, and`, dnsSubdomainProblem(at.string ?? '')))),
    },
  },
  {
    id: 'R113',
    name: 'resource-of-unknown-container',
    severity: 'error',
    demand: 'A container whose resources a pod gives to its processes is one of the pod.',
    consequence: 'the container never starts (CreateContainerConfigError), or the volume is never mounted',
    fix: 'write the name of a container of the pod',
    link: source('pkg/api/v1/resource/helpers.go', 173),
    check: { pod: unknownContainers },
  },
];

/** Whether there is a name, and not something that another program puts one in for: `${SECRET}`. */
function isFinal({ at }: Reference): boolean {
  return !!at.string && !/[${}<>%]/.test(at.string);
}

function unknownContainers(pod: PodTemplate): readonly Fault[] {
  const variables = pod.allContainers.flatMap(({ env }) => env.map(variable => variable.at('valueFrom', 'resourceFieldRef')));
  const references = [...variables, ...downwardFiles(pod).map(file => file.at('resourceFieldRef'))];
  const names = references.map(reference => reference.at('containerName')).filter(({ string }) => string);
  if (names.length === 0) {
    return NONE;
  }
  const all = pod.allContainers.map(({ name }) => name);
  const known = new Set(all);
  const problem = `is no container of the pod, which has ${listedNames(all.map(name => JSON.stringify(name)))}`;
  return names.filter(({ string }) => !known.has(string ?? '')).map(at => ({ at, problem }));
}

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
  if (kind === 'scheduling.k8s.io/PriorityClass') {
    // who runs the cluster makes them, most often elsewhere
    return inventory.ofKind(kind).length > 0 ? 'warning' : 'info';
  }
  if (kind !== '/Secret') {
    return 'warning';
  }
  const { names, namespaces, namespacesOfPulled } = secretsIn(inventory);
  const places = at.parent.parent.name === 'imagePullSecrets' ? namespacesOfPulled : namespaces;
  const haveOthers = owner.namespace === undefined ? places.size > 0 : places.has(owner.namespace) || places.has(undefined);
  return (haveOthers || names.has(at.string ?? '')) && SECRET_SOURCES.every(maker => inventory.ofKind(maker).length === 0) ? 'warning' : 'info';
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
    ...pulledSecretsOf(pod),
    ...volumesInEffect(pod).map(claimOf),
    ...dataReferencesOf(pod).filter(({ isOptional }) => !isOptional),
  ];
  return references.filter(({ at }) => at.string);
}

function pulledSecretsOf({ spec }: PodTemplate): Reference[] {
  return spec.at('imagePullSecrets').items.map(secret => ({ at: secret.at('name'), kind: '/Secret' }));
}

function claimOf(volume: Field): Reference {
  return { at: volume.at('persistentVolumeClaim', 'claimName'), kind: '/PersistentVolumeClaim' };
}

function referencesOfVolume(volume: Field): Reference[] {
  return [claimOf(volume), ...dataSourcesOf(volume).filter(({ isOptional }) => !isOptional)];
}
