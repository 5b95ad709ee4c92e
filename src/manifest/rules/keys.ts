import { firstOf } from '../lint/listed';
import { Context, Fault, NONE, Rule } from '../lint/rule';
import { cached } from '../model/cached';
import { DataObject, dataKeysOf } from '../model/data-keys';
import { Field } from '../model/field';
import { groupedBy } from '../model/grouped-by';
import { Inventory } from '../model/inventory';
import { DataReference, dataReferencesOf, dataSourcesOf } from '../model/pod-references';
import { PodTemplate } from '../model/pod-template';
import { normalizedPath, volumesInEffect } from '../model/volumes';

/**
 * Rules on the keys of ConfigMaps and Secrets that pods refer to.
 */
export const KEYS: readonly Rule[] = [
  {
    id: 'R103',
    name: 'key-missing',
    severity: 'error',
    demand: 'A ConfigMap or a Secret among the manifests has the keys that pods need of it: in `env`, in the `items` of volumes, and as the '
      + '`subPath` of a mount.',
    consequence: 'the container never starts (CreateContainerConfigError), its volume is never mounted, or an empty directory stands where the '
      + 'file should',
    fix: 'correct the key, add it to the object, or set optional where the pod can do without it',
    link: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/#restrictions',
    check: { pod: missingKeys },
  },
];

/** How many keys of an object a sentence names. */
const MOST_NAMED = 5;

function missingKeys(pod: PodTemplate, { inventory }: Context): readonly Fault[] {
  const references = dataReferencesOf(pod);
  return references.length === 0 ? NONE : [
    ...references.flatMap(reference => reference.keys.flatMap(key => keyFaults(key, reference, pod, inventory))),
    ...subPathFaults(pod, inventory),
  ];
}

function keyFaults(key: Field, reference: DataReference, pod: PodTemplate, inventory: Inventory): readonly Fault[] {
  if (!key.string || reference.isOptional) {
    return NONE;
  }
  const objects = objectsOf(reference, pod, inventory);
  return objects.length === 0 || objects.some(object => dataKeysOf(object)?.has(key.string!) ?? true) ? NONE : [missing(key, objects, pod)];
}

/** The objects that a reference can mean. */
function objectsOf({ kind, at }: DataReference, { owner }: PodTemplate, inventory: Inventory): readonly DataObject[] {
  return at.string ? inventory.find(kind, at.string, owner) : [];
}

function missing(at: Field, objects: readonly DataObject[], { owner }: PodTemplate): Fault {
  const [object] = objects as [DataObject];
  const keys = [...dataKeysOf(object) ?? []];
  const named = [...keys.slice(0, MOST_NAMED), ...keys.length > MOST_NAMED ? [`${keys.length - MOST_NAMED} more`] : []].join(', ');
  return {
    at,
    problem: `is no key of ${object.title}, which has ${named}`,
    severity: objects.some(each => each.namespace === owner.namespace) ? undefined : 'warning',
    related: firstOf(objects.map(({ root }) => root.object)),
  };
}

/** Sub-paths of volumes in which there is no such file or directory. */
function subPathFaults(pod: PodTemplate, inventory: Inventory): readonly Fault[] {
  const mounts = pod.allContainers.flatMap(({ volumeMounts }) => volumeMounts).filter(mount => mount.at('subPath').string);
  if (mounts.length === 0) {
    return NONE;
  }
  const volumes = groupedBy(volumesInEffect(pod), volume => volume.at('name').string);
  const filesIn = cached((volume: Field) => filesOf(volume, pod, inventory));
  return mounts.flatMap(mount => {
    const [volume] = volumes.get(mount.at('name').string) ?? [];
    return volume === undefined ? NONE : subPathFault(mount.at('subPath'), () => filesIn(volume), pod);
  });
}

function subPathFault(at: Field, filesIn: () => Files | undefined, pod: PodTemplate): readonly Fault[] {
  const wanted = normalizedPath(at.string ?? '');
  // in `..data` there is all that is in the volume
  if (wanted === '' || wanted.startsWith('..')) {
    return NONE;
  }
  const files = filesIn();
  if (files === undefined || files.places.has(wanted)) {
    return NONE;
  }
  return files.objects.length > 0
    ? [missing(at, files.objects, pod)]
    : [{
      at,
      problem: `is none of the files of the volume${listOfPaths(files.paths.filter(path => path !== ''))}`,
      fix: 'correct the sub-path, or add the file to the items of the volume',
    }];
}

/** They as a part of a sentence; an item that does not say its path has another fault. */
function listOfPaths(paths: readonly string[]): string {
  return paths.length === 0 ? '' : `, which are ${paths.slice(0, MOST_NAMED).join(', ')}`;
}

/** The files of a volume, and the objects whose keys they are. */
interface Files {
  readonly paths: readonly string[];

  /** The paths, and the directories that they are in. */
  readonly places: ReadonlySet<string>;
  readonly objects: readonly DataObject[];
}

/** What is in a volume of ConfigMaps and Secrets; undefined where it cannot be told, or the pod can do without it. */
function filesOf(volume: Field, pod: PodTemplate, inventory: Inventory): Files | undefined {
  const sources = volume.at('projected', 'sources').items;
  const isOfData = sources.length === 0 || sources.every(source => source.at('configMap').isSet || source.at('secret').isSet);
  const references = isOfData ? dataSourcesOf(volume) : [];
  const all = references.map(reference => filesOfReference(reference, pod, inventory));
  if (all.length === 0 || all.some(files => files === undefined)) {
    return undefined;
  }
  const known = all as PathsOfReference[];
  const paths = known.flatMap(each => each.paths);
  return {
    paths,
    places: new Set(paths.flatMap(withDirectories)),
    objects: known.every(({ objects }) => objects.length > 0) ? known.flatMap(({ objects }) => objects) : [],
  };
}

/** `a/b/c` with the directories `a` and `a/b`. */
function withDirectories(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

type PathsOfReference = Omit<Files, 'places'>;

function filesOfReference(reference: DataReference, pod: PodTemplate, inventory: Inventory): PathsOfReference | undefined {
  if (reference.isOptional) {
    return undefined;
  }
  const { items } = reference.at.parent.at('items');
  if (items.length > 0) {
    return { paths: items.map(item => normalizedPath(item.at('path').string ?? '')), objects: [] };
  }
  const objects = objectsOf(reference, pod, inventory);
  const keys = objects.map(object => dataKeysOf(object));
  return objects.length === 0 || keys.includes(undefined) ? undefined : { paths: keys.flatMap(each => [...each ?? []]), objects };
}
