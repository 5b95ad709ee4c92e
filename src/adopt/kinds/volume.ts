import { Field } from '../../manifest/model/field';
import { call, Code, Entry, literal, name, Statement, struct, text, unlessEmpty } from '../code';
import { entriesOf, Row, row, Translate, place } from '../fields';
import { Scope, suffixed } from '../scope';
import { memory, oneOf } from '../values';

/** Keys and their files. */
const items: Translate = field => {
  const entries = field.items.flatMap((item): Entry[] => {
    const [key, path, mode] = [item.at('key').string, literal(item.at('path').value), fileMode(item.at('mode'))];
    return key === undefined || path === undefined ? [] : [{ key, code: struct([{ key: 'path', code: path }, ...mode ? [{ key: 'mode', code: mode }] : []]) }];
  });
  return unlessEmpty([...new Map(entries.map(entry => [entry.key, entry])).values()]);
};

const FILES: readonly Row[] = [row('defaultMode', 'defaultMode', fileMode), row('optional'), row('items', 'items', items)];
const HOST_PATHS = ['DirectoryOrCreate', 'Directory', 'FileOrCreate', 'File', 'Socket', 'CharDevice', 'BlockDevice'];

/**
 * How one source of a volume is made.
 */
interface Source {
  readonly factory: string;

  /** What comes before the options, after the scope and the id; undefined where the typed API cannot say it. */
  readonly of: (source: Field, volume: string, scope: Scope) => Code | undefined;
  readonly options: readonly Row[];

  /** Whether the options hold the name. */
  readonly isNamedByOptions: boolean;
}

const SOURCES: Readonly<Record<string, Source>> = {
  configMap: {
    factory: 'fromConfigMap',
    of: (source, _, scope) => referenceTo('ConfigMap', source.at('name'), scope),
    options: FILES,
    isNamedByOptions: true,
  },
  secret: {
    factory: 'fromSecret',
    of: (source, _, scope) => referenceTo('Secret', source.at('secretName'), scope),
    options: FILES,
    isNamedByOptions: true,
  },
  persistentVolumeClaim: {
    factory: 'fromPersistentVolumeClaim',
    of: (source, _, scope) => referenceTo('PersistentVolumeClaim', source.at('claimName'), scope),
    options: [row('readOnly')],
    isNamedByOptions: true,
  },
  csi: {
    factory: 'fromCsi',
    of: source => literal(source.at('driver').value),
    options: [row('fsType'), row('readOnly'), row('volumeAttributes', 'attributes')],
    isNamedByOptions: true,
  },
  emptyDir: {
    factory: 'fromEmptyDir',
    of: (_, own) => text(own),
    options: [row('medium', 'medium', oneOf('kplus.EmptyDirMedium', ['Memory'])), row('sizeLimit', 'sizeLimit', memory)],
    isNamedByOptions: false,
  },
  hostPath: {
    factory: 'fromHostPath',
    of: (_, own) => text(own),
    options: [row('path'), row('type', 'type', oneOf('kplus.HostPathVolumeType', HOST_PATHS))],
    isNamedByOptions: false,
  },
  nfs: {
    factory: 'fromNfs',
    of: (_, own) => text(own),
    options: [row('server'), row('path'), row('readOnly')],
    isNamedByOptions: false,
  },
};

/**
 * The statement that declares a volume. One that the typed API does not know is an empty directory here, and a patch makes
 * it what it is.
 */
export function volume(field: Field, scope: Scope): Statement & { readonly constant: string } {
  const of = field.at('name').string ?? '';
  const key = Object.keys(SOURCES).find(each => field.at(each).isSet) ?? 'emptyDir';
  const { factory, of: subject, options, isNamedByOptions } = SOURCES[key]!;
  const first = subject(field.at(key), of, scope);
  const id = text(scope.id(suffixed(of, 'Volume')));
  const constant = scope.constant(of, 'Volume');
  if (first === undefined) {
    return { constant, code: call(name('kplus.Volume'), 'fromEmptyDir', name('this'), id, text(of)), at: place(field) };
  }
  const named = isNamedByOptions ? [{ key: 'name', code: text(of) }] : [];
  const chosen = [...named, ...entriesOf(field.at(key), options, scope)];
  return { constant, code: call(name('kplus.Volume'), factory, name('this'), id, first, unlessEmpty(chosen)), at: place(field) };
}

function referenceTo(kind: 'ConfigMap' | 'Secret' | 'PersistentVolumeClaim', field: Field, scope: Scope): Code | undefined {
  return field.string ? scope.reference(kind, field.string) : undefined;
}

/** A mode, which is written in octal digits by whoever knows what it is. */
function fileMode(field: Field): Code | undefined {
  const { number } = field;
  return number === undefined ? undefined : number >= 0 && Number.isInteger(number) ? { kind: 'mode', value: number } : text(number);
}
