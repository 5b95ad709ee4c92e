import { Definition, Type } from './schema';
import { fits } from './types';
import { meantQuantity } from '../kubernetes/meant-quantities';
import { Edit } from '../lint/edit';
import { Field } from '../model/field';

/**
 * What mends a value that does not fit, where there is no doubt: a number becomes a text, or a text a number.
 */
export function typeEdit(at: Field, type: Type): Edit | undefined {
  const { value } = at;
  switch (type.is) {
    case 'string': return typeof value === 'number' || typeof value === 'boolean' ? { set: String(value) } : undefined;
    case 'boolean': return value === 'true' || value === 'false' ? { set: value === 'true' } : undefined;
    case 'int32':
    case 'int64': return isPlainNumber(value) ? { set: Number(value) } : undefined;
    // a command of several words may be meant as several items
    case 'list': return typeof value === 'string' && /^\S+$/.test(value) && type.of.is === 'string' ? { set: [value] } : undefined;
    case 'quantity': {
      const meant = typeof value === 'string' ? meantQuantity(at.name, value) : undefined;
      return meant === undefined ? undefined : { set: meant };
    }
    default: return undefined;
  }
}

/**
 * What mends a name that differs from that of a field in nothing but capital letters. Where that is there, too, one of both is too much.
 */
export function nameEdit(at: Field, { fields }: Definition): Edit | undefined {
  const meant = [...fields].filter(([name, { type }]) => name.toLowerCase() === at.name.toLowerCase() && fits(at, type));
  const [name] = meant[0] ?? [];
  return name === undefined || meant.length > 1 || at.parent.has(name) ? undefined : { rename: name };
}

/** `010` may be meant as 8 or as 10. */
function isPlainNumber(value: unknown): value is string {
  return typeof value === 'string' && /^(0|-?[1-9][0-9]*)$/.test(value) && String(Number(value)) === value;
}
