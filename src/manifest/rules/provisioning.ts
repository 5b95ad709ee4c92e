import { parseQuantity, WHOLE } from '../kubernetes/quantities';
import { selectsEverything } from '../kubernetes/selectors';
import { isBlockStorage, isFileStorage } from '../kubernetes/storage-classes';
import { Edit } from '../lint/edit';
import { Context, Fault, NONE, Rule, source } from '../lint/rule';
import { cachedPerList } from '../model/cached';
import { claimsIn, lastingClaimsIn } from '../model/claims';
import { Field } from '../model/field';
import { Inventory } from '../model/inventory';
import { LabelIndex } from '../model/label-index';
import { ManifestObject } from '../model/object';
import { labelSelectorAt } from '../model/selector';
import { ClaimTemplate, StatefulSet } from '../model/stateful-set';

/** The API server looks at no smaller part of an amount of storage than this. */
const MILLI = WHOLE / 1000n;

/** The smallest amount of storage that anybody asks for, a mebibyte. */
const LEAST = 1024n * 1024n * WHOLE;

/**
 * Rules on how the volumes of claims come about.
 */
export const PROVISIONING: readonly Rule[] = [
  {
    id: 'R37',
    name: 'storage-class-unset',
    severity: 'info',
    demand: 'A claim template says which StorageClass it means.',
    consequence: 'the cluster takes its default class, and where it has none the pods stay Pending',
    fix: 'write storageClassName, or accept the finding where the default class is meant',
    link: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#class-1',
    check: {
      statefulSet: ({ claimTemplates }) => claimTemplates
        .filter(({ spec, metadata }) => !spec.at('storageClassName').isSet && !metadata.at('annotations', 'volume.beta.kubernetes.io/storage-class').isSet)
        .map(({ spec }) => ({ at: spec.at('storageClassName'), problem: 'is missing' })),
    },
  },
  {
    id: 'R38',
    name: 'storage-class-empty',
    severity: 'warning',
    demand: 'A claim whose StorageClass is empty says which PersistentVolume it means.',
    consequence: 'no volume is made for the claim, unlike where the field is left out, and without a PersistentVolume that somebody made the pod '
      + 'stays Pending',
    fix: 'leave storageClassName out for the default class, or set volumeName or a selector for a PersistentVolume of your own',
    link: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#class-1',
    check: { object: (object, { inventory }) => lastingClaimsIn(object).flatMap(claim => emptyClass(claim.at('spec'), inventory)) },
  },
  {
    id: 'R49',
    name: 'volume-for-one-of-many',
    severity: 'warning',
    demand: 'A claim template of several replicas names no single volume and no single source of data.',
    consequence: 'all replicas ask for the same volume, so that all but one stay Pending, or each begins with a copy of the same data',
    fix: 'leave it to the StorageClass to make the volumes, or make a PersistentVolume for each replica with a claimRef to its claim',
    link: source('pkg/controller/statefulset/stateful_set_utils.go', 391),
    check: { statefulSet: (set, context) => set.claimTemplates.flatMap(claim => singleSources(set, claim, context)) },
  },
  {
    id: 'R55',
    name: 'access-mode-of-block-storage',
    severity: 'warning',
    demand: 'Only volumes on a shared file system are claimed as ReadWriteMany or ReadOnlyMany.',
    consequence: 'block storage, which most StorageClasses make, has no volume of that mode, and the pod stays Pending',
    fix: 'write accessModes: [ReadWriteOnce], as each pod has a claim of its own, or name a StorageClass of shared files',
    link: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes',
    check: { object: (object, { inventory }) => lastingClaimsIn(object).flatMap(claim => sharedModes(claim.at('spec'), object, inventory)) },
  },
  {
    id: 'R57',
    name: 'storage-fractional',
    severity: 'error',
    demand: 'An amount of storage is a whole number of bytes.',
    consequence: 'the API server takes it with a warning, and no volume of that size can be made',
    fix: 'write a whole number of bytes, such as 1536Mi; m means a thousandth',
    link: source('pkg/api/persistentvolumeclaim/util.go', 217),
    check: {
      object: object => claimsIn(object).flatMap(claim => ['requests', 'limits']
        .map(list => claim.at('spec', 'resources', list, 'storage'))
        .filter(isFractional)
        .map(at => ({ at, problem: 'is not a whole number of bytes', edit: roundedUp(at) }))),
    },
  },
];

function emptyClass(spec: Field, inventory: Inventory): readonly Fault[] {
  const at = spec.at('storageClassName');
  if (at.string !== '' || spec.at('volumeName').string || spec.at('selector').isSet) {
    return NONE;
  }
  return haveNoClass(inventory.ofKind('/PersistentVolume')) ? NONE : [{ at, problem: 'switches dynamic provisioning off' }];
}

const haveNoClass = cachedPerList((volumes: readonly ManifestObject[]) => volumes.some(({ spec }) => !spec.at('storageClassName').string));

const byLabel = cachedPerList((volumes: readonly ManifestObject[]) => new LabelIndex(volumes, ({ labels }) => labels));

function singleSources(set: StatefulSet, { spec }: ClaimTemplate, { inventory }: Context): readonly Fault[] {
  const replicas = inventory.mostReplicas(set);
  if (replicas < 2) {
    return NONE;
  }
  const volumeName = spec.at('volumeName');
  const dataSource = ['dataSourceRef', 'dataSource'].map(key => spec.at(key)).find(field => field.isSet);
  return [
    ...volumeName.string ? [{ at: volumeName, problem: `is the one volume for ${replicas} replicas` }] : NONE,
    ...dataSource ? [{ at: dataSource, problem: `is the one source of data for ${replicas} replicas` }] : NONE,
    ...selectorFaults(spec.at('selector'), replicas, inventory),
  ];
}

/** A selector needs as many volumes as there are replicas, and nobody makes them who does not do so by hand. */
function selectorFaults(at: Field, replicas: number, inventory: Inventory): readonly Fault[] {
  const selector = labelSelectorAt(at);
  if (!at.isSet || selectsEverything(selector)) {
    return NONE;
  }
  const volumes = byLabel(inventory.ofKind('/PersistentVolume')).selectedBy(selector).length;
  const found = volumes === 0 ? 'none of the manifests is one of them' : `the manifests have ${volumes}`;
  return volumes >= replicas ? NONE : [{ at, problem: `needs ${replicas} PersistentVolumes that it selects, and ${found}` }];
}

function sharedModes(spec: Field, object: ManifestObject, inventory: Inventory): readonly Fault[] {
  const mode = spec.at('accessModes').items.find(({ string }) => string === 'ReadWriteMany' || string === 'ReadOnlyMany');
  const storageClass = spec.at('storageClassName').string;
  // a volume that somebody made, and a device that is shared on purpose, can be anything
  if (mode === undefined || storageClass === '' || spec.at('volumeName').string || spec.at('selector').isSet || spec.at('volumeMode').string === 'Block') {
    return NONE;
  }
  const provisioner = storageClass === undefined ? undefined
    : inventory.find('storage.k8s.io/StorageClass', storageClass, object)[0]?.root.at('provisioner').string;
  const isBlock = isBlockStorage(storageClass, provisioner);
  // a claim that pods share is made for it, while a claim template gives each pod a volume of its own
  const isSuspect = object.groupKind === 'apps/StatefulSet' && !isFileStorage(storageClass, provisioner);
  const which = storageClass === undefined ? 'the default StorageClass' : `StorageClass ${JSON.stringify(storageClass)}`;
  return isBlock || isSuspect ? [{ at: mode, problem: `is asked of ${which}, which ${isBlock ? 'makes' : 'may well make'} block storage` }] : NONE;
}

/** What provisioners make of it. A claim template stays as it is, as no change of one is let through. */
function roundedUp({ intOrString, keysFromRoot }: Field): Edit | undefined {
  const nanos = intOrString === undefined ? undefined : parseQuantity(intOrString);
  // what is smaller was not meant
  return nanos === undefined || nanos < LEAST || keysFromRoot.includes('volumeClaimTemplates') ? undefined : { set: String((nanos + WHOLE - 1n) / WHOLE) };
}

function isFractional({ intOrString }: Field): boolean {
  const nanos = intOrString === undefined ? undefined : parseQuantity(intOrString);
  if (nanos === undefined || nanos <= 0n) {
    return false;
  }
  const millis = (nanos + MILLI - 1n) / MILLI;
  return millis % 1000n !== 0n;
}
