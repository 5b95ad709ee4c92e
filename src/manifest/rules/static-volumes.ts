import { parseQuantity } from '../kubernetes/quantities';
import { Fault, NONE, Rule } from '../lint/rule';
import { cachedPerList } from '../model/cached';
import { lastingClaimsIn } from '../model/claims';
import { Field } from '../model/field';
import { groupedBy } from '../model/grouped-by';
import { Inventory } from '../model/inventory';
import { ManifestObject } from '../model/object';

/** That of a StorageClass whose volumes somebody makes by hand. */
const NO_PROVISIONER = 'kubernetes.io/no-provisioner';

/**
 * Rules on volumes that are made by hand.
 */
export const STATIC_VOLUMES: readonly Rule[] = [
  {
    id: 'R116',
    name: 'volume-fits-no-claim',
    severity: 'warning',
    demand: 'Where volumes are made by hand, one of them is as large as a claim asks for, and has its access modes and its volume mode.',
    consequence: 'the claim is never bound, and the pod stays Pending, unless there is another volume in the cluster',
    fix: 'ask for no more than the PersistentVolume has',
    link: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#binding',
    check: { object: (object, { inventory }) => lastingClaimsIn(object).flatMap(claim => fitFaults(claim.at('spec'), object, inventory)) },
  },
];

/** What volumes of one shape have in common, and how large the largest of them is. */
interface Shape {
  readonly accessModes: readonly string[];
  readonly volumeMode: string;
  readonly largest: bigint;
}

function fitFaults(spec: Field, object: ManifestObject, inventory: Inventory): readonly Fault[] {
  const all = inventory.ofKind('/PersistentVolume');
  if (all.length === 0 || spec.at('volumeName').string || spec.at('selector').isSet) {
    return NONE;
  }
  const className = spec.at('storageClassName').string;
  const shapes = className === undefined || !isStatic(className, object, inventory) ? [] : shapesByClass(all).get(className) ?? [];
  const modes = spec.at('accessModes').strings;
  const volumeMode = volumeModeOf(spec);
  const candidates = shapes.filter(shape => shape.volumeMode === volumeMode && modes.every(mode => shape.accessModes.includes(mode)));
  const at = spec.at('resources', 'requests', 'storage');
  const wanted = at.intOrString === undefined ? undefined : parseQuantity(at.intOrString);
  if (shapes.length === 0 || wanted === undefined || candidates.some(({ largest }) => largest >= wanted)) {
    return NONE;
  }
  return candidates.length > 0
    ? [{ at, problem: 'is more than any PersistentVolume here has that could be meant' }]
    : [{
      at: spec.at('accessModes'),
      problem: `and volumeMode ${volumeMode} are those of no PersistentVolume here that could be meant`,
      fix: 'ask for the modes of the PersistentVolume',
    }];
}

function isStatic(className: string, beside: ManifestObject, inventory: Inventory): boolean {
  const isByHand = ({ root }: ManifestObject) => root.at('provisioner').string === NO_PROVISIONER;
  return className === '' || inventory.find('storage.k8s.io/StorageClass', className, beside).some(isByHand);
}

function volumeModeOf(spec: Field): string {
  return spec.at('volumeMode').string ?? 'Filesystem';
}

const shapesByClass = cachedPerList((volumes: readonly ManifestObject[]): ReadonlyMap<string, readonly Shape[]> => {
  const byClass = groupedBy(volumes, ({ spec }) => spec.at('storageClassName').string ?? '');
  return new Map([...byClass].map(([className, some]) => [className, shapesOf(some)]));
});

function shapesOf(volumes: readonly ManifestObject[]): Shape[] {
  const alike = groupedBy(volumes, ({ spec }) => JSON.stringify([spec.at('accessModes').strings, volumeModeOf(spec)]));
  return [...alike.values()].map(some => ({
    accessModes: some[0]!.spec.at('accessModes').strings,
    volumeMode: volumeModeOf(some[0]!.spec),
    largest: some.map(({ spec }) => parseQuantity(spec.at('capacity', 'storage').intOrString ?? '') ?? 0n).reduce((one, other) => one > other ? one : other),
  }));
}
