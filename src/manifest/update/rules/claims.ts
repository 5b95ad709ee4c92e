import { Difference, differences, quantityAt } from '../../defaults/differences';
import { Context, NONE, source } from '../../lint/rule';
import { ManifestObject } from '../../model/object';
import { claimRefusal } from '../api-server-messages';
import { isLive } from '../last-applied';
import { Change, UpdateFault, UpdateRule } from '../rule';
import { fieldIn, howChanged } from '../sentences';

/** How the class of a claim was written before there was a field for it; as unchangeable as the field. */
const CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';
const SIZE = 'spec.resources.requests.storage';
const ANEW = 'wait until the claim is bound; or delete it and make it anew, as it has no volume yet';
const KEPT = 'The claim keeps its volume and its data, as nothing is updated.';

/**
 * Rules on what a PersistentVolumeClaim keeps for life.
 */
export const CLAIMS: readonly UpdateRule[] = [
  {
    id: 'U10',
    name: 'claim-changed',
    severity: 'error',
    outcome: 'refused',
    demand: 'A PersistentVolumeClaim keeps its spec; it may only grow, and change its volumeAttributesClassName, once it is bound.',
    consequence: 'the API server refuses the update',
    fix: 'keep the old value; or make a claim under another name, and copy the data',
    data: KEPT,
    link: source('pkg/apis/core/validation/validation.go', 2464),
    check: {
      claim: (change, { target }) => [
        ...differences(change.before.spec, change.after.spec)
          .filter(difference => !isMirror(difference, change))
          .flatMap(difference => changeOf(difference, change, { target })),
        ...annotationFaults(change),
      ],
    },
  },
  {
    id: 'U11',
    name: 'claim-grows',
    severity: 'info',
    outcome: 'in-place',
    demand: 'A claim grows only where its storage class lets it (allowVolumeExpansion).',
    consequence: 'the volume grows if its storage class has allowVolumeExpansion: true, and else the API server refuses the update',
    fix: 'see that the storage class has allowVolumeExpansion: true',
    data: 'The data stays; some volumes grow only when their pod starts anew.',
    link: source('plugin/pkg/admission/storage/persistentvolume/resize/admission.go', 108),
    check: { claim: growthOf },
  },
];

type Target = Pick<Context, 'target'>;

/**
 * Whether it is the data source under the name that was not written, or a source that a new claim could not have and an
 * old one keeps.
 */
function isMirror({ after }: Difference, { before, written }: Change<ManifestObject>): boolean {
  const [, name = ''] = after.path.split(/[.[]/);
  if (name !== 'dataSource' && name !== 'dataSourceRef') {
    return false;
  }
  const [origin, reference] = [written.spec.at('dataSource'), written.spec.at('dataSourceRef')];
  const isKept = origin.isSet && !reference.isSet && differences(before.spec.at('dataSource'), origin).length === 0;
  return isKept || (name === 'dataSource' ? reference.isSet && !origin.isSet : origin.isSet && !reference.isSet);
}

function changeOf(difference: Difference, change: Change<ManifestObject>, { target }: Target): UpdateFault[] {
  const { before, after } = difference;
  const fault = { at: after, problem: howChanged(difference, change.written), apiServerMessage: claimRefusal(target) };
  // what the cluster has filled in, and the manifest leaves to it
  const isLeftOut = change.isLive && !after.isSet;
  switch (after.path) {
    case 'spec.volumeName': return before.isSet && !isLeftOut ? [fault] : [];
    case 'spec.storageClassName': return before.isSet ? isLeftOut ? [] : [fault] : classFaults(fault, change);
    case SIZE: return sizeFaults(fault, difference, change, { target });
    case 'spec.volumeAttributesClassName': return attributesFaults(fault, change, { target });
    default: return [fault];
  }
}

/** A class for a claim that had none: allowed as long as the cluster has not given it the default one. */
function classFaults(fault: UpdateFault, { before, written, isLive: fromCluster }: Change<ManifestObject>): UpdateFault[] {
  const annotated = before.metadata.at('annotations', CLASS_ANNOTATION).string;
  if (annotated !== undefined) {
    return annotated === fault.at.string ? [] : [fault];
  }
  return fromCluster || isLive(written) ? [] : [{
    ...fault,
    severity: 'warning',
    consequence: 'the API server refuses the update unless that is the default class of the cluster, or the claim waits for a class',
  }];
}

function sizeFaults(fault: UpdateFault, { before, after }: Difference, { before: claim }: Change<ManifestObject>, { target }: Target): UpdateFault[] {
  const [old, now] = [quantityAt(before), quantityAt(after)];
  if (old === undefined || now === undefined) {
    return after.isSet && before.isSet ? [] : [fault];
  }
  if (isUnbound(claim)) {
    return [{ ...fault, fix: ANEW }];
  }
  if (now > old) {
    return [];
  }
  const capacity = quantityAt(claim.root.at('status', 'capacity', 'storage'));
  if (target.isPartlyBefore('1.32')) {
    return [shrinking(fault, 'field can not be less than previous value')];
  }
  // a growth that failed may be taken back, to more than the volume has
  return capacity !== undefined && now > capacity ? [] : [shrinking(fault, 'field can not be less than status.capacity')];
}

function shrinking(fault: UpdateFault, detail: string): UpdateFault {
  return {
    ...fault,
    fix: 'keep the old size, as no claim ever shrinks; a smaller volume takes another claim and a copy of the data',
    apiServerMessage: `${SIZE}: Forbidden: ${detail}`,
  };
}

function attributesFaults(fault: UpdateFault, { before }: Change<ManifestObject>, { target }: Target): UpdateFault[] {
  if (isUnbound(before)) {
    // before 1.34 the field is dropped
    return target.isPartlyFrom('1.34') ? [{ ...fault, fix: ANEW }] : [];
  }
  return !fault.at.isSet && before.root.at('status', 'currentVolumeAttributesClassName').isSet
    ? [{
      ...fault,
      apiServerMessage: 'spec.volumeAttributesClassName: Forbidden: update to nil is forbidden when status.currentVolumeAttributesClassName is not nil',
    }]
    : [];
}

/** Whether the claim has no volume yet. Only the manifest of a live claim has a `status` that says so. */
function isUnbound(claim: ManifestObject): boolean {
  return isLive(claim) && claim.root.at('status', 'phase').string !== 'Bound';
}

function annotationFaults({ before, after, written, isLive: fromCluster }: Change<ManifestObject>): UpdateFault[] {
  const [old, now] = [before, after].map(claim => claim.metadata.at('annotations', CLASS_ANNOTATION));
  if (old === undefined || now === undefined || (old.string ?? '') === (now.string ?? '') || fromCluster && !now.isSet) {
    return [];
  }
  const isTakenByField = old.isSet && !before.spec.at('storageClassName').isSet && after.spec.at('storageClassName').string === old.string
    && !now.isSet;
  return isTakenByField ? [] : [{ at: now, problem: howChanged({ before: old, after: now }, written) }];
}

function growthOf({ before, after, written }: Change<ManifestObject>, { inventory }: Context): readonly UpdateFault[] {
  const at = after.spec.at('resources', 'requests', 'storage');
  const old = before.spec.at('resources', 'requests', 'storage');
  const [size, newSize] = [quantityAt(old), quantityAt(at)];
  if (size === undefined || newSize === undefined || newSize <= size || isUnbound(before)) {
    return NONE;
  }
  const problem = `was ${JSON.stringify(fieldIn(before, old).value)}`;
  const name = after.spec.at('storageClassName').string ?? before.spec.at('storageClassName').string ?? '';
  const classes = name === '' ? [] : inventory.find('storage.k8s.io/StorageClass', name, written);
  const refusing = classes.find(({ root }) => root.at('allowVolumeExpansion').boolean !== true);
  return [refusing === undefined ? { at, problem } : {
    at,
    problem,
    severity: 'error',
    outcome: 'refused',
    consequence: `the API server refuses the update, as StorageClass ${JSON.stringify(name)} does not allow it`,
    fix: 'set allowVolumeExpansion: true in the StorageClass, if its driver can do that',
    data: KEPT,
    related: [refusing],
    apiServerMessage: 'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
  }];
}
