import { Code, Entry, literal, struct, unlessEmpty } from './code';
import { Scope } from './scope';
import { Field } from '../manifest/model/field';

/**
 * A value of a manifest as code; undefined where the typed API cannot say it, so that it becomes a patch.
 */
export type Translate = (field: Field, scope: Scope) => Code | undefined;

/**
 * Where a field of a manifest goes.
 */
export interface Row {
  /** Its path below the object that the table is about: `dnsConfig.nameservers`. */
  readonly from: string;

  /** The property: `dns.nameservers`. */
  readonly to: string;
  readonly as: Translate;
}

/** Where comments of a manifest are: those of one object in another have other places. */
export function place(field: Field): string {
  return `${field.object.kind}/${field.object.name}:${field.path}`;
}

/** As it is. */
export const same: Translate = field => literal(field.value);

/** A field whose property has its name, or another one. */
export function row(from: string, to: string = from, as: Translate = same): Row {
  return { from, to, as };
}

/** What is below a field by a table of its own. */
export function table(rows: readonly Row[]): Translate {
  return (field, scope) => unlessEmpty(entriesOf(field, rows, scope));
}

/** Each item of a list; undefined where there is one that cannot be said. */
export function each(as: Translate): Translate {
  return (field, scope) => {
    const items = field.items.map(item => as(item, scope));
    return items.length > 0 && items.every((item): item is Code => item !== undefined) ? { kind: 'list', items } : undefined;
  };
}

/**
 * The properties that come of the fields that are there, in the order of the table.
 */
export function entriesOf(field: Field, rows: readonly Row[], scope: Scope): Entry[] {
  const entries: Entry[] = [];
  for (const { from, to, as } of rows) {
    const source = field.at(...from.split('.'));
    const code = source.isSet ? as(source, scope) : undefined;
    if (code !== undefined) {
      put(entries, to.split('.'), { code, at: place(source) });
    }
  }
  return entries;
}

/** Puts a property into the structs on its way. */
function put(entries: Entry[], [key = '', ...rest]: readonly string[], { code, at }: Omit<Entry, 'key'>): void {
  if (rest.length === 0) {
    entries.push({ key, code, at });
    return;
  }
  const index = entries.findIndex(entry => entry.key === key);
  const known = entries[index]?.code;
  const inner = known?.kind === 'struct' ? [...known.entries] : [];
  put(inner, rest, { code, at });
  entries.splice(index < 0 ? entries.length : index, index < 0 ? 0 : 1, { key, code: struct(inner) });
}
