import { Type } from './schema';
import { Field } from '../model/field';

const WANTED: Readonly<Record<Type['is'], string>> = {
  string: 'a string',
  boolean: 'a boolean',
  int32: 'a whole number',
  int64: 'a whole number',
  number: 'a number',
  quantity: 'a quantity such as 500m or 10Gi',
  intOrString: 'a whole number or a string',
  time: 'a time such as "2024-12-31T23:59:59Z"',
  bytes: 'a text in base64',
  any: 'a value',
  list: 'a list',
  map: 'an object',
  object: 'an object',
};

/** Kubernetes takes more than it documents: `1.Gi` and `.5`, too. */
const QUANTITY = /^[+-]?[0-9]*\.?[0-9]*([numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]+)?$/;

/**
 * Whether the API server can read what stands there, which is not null, as that type. It does not look into lists and objects,
 * nor at texts where any text will do.
 */
export function fits(at: Field, type: Type): boolean {
  switch (type.is) {
    case 'any': return true;
    case 'boolean': return at.type === 'boolean';
    case 'list': return at.type === 'list';
    case 'map':
    case 'object': return at.type === 'object';
    case 'string':
    case 'time': return at.type === 'string' || at.value instanceof Date;
    case 'intOrString': return at.type === 'string' || isScalar(at.value, type);
    default: return isScalar(at.value, type);
  }
}

function isScalar(value: unknown, type: Type): boolean {
  switch (type.is) {
    case 'boolean': return typeof value === 'boolean';
    case 'int32':
    case 'intOrString': return isWhole(value) && isShort(value);
    case 'int64': return isWhole(value);
    case 'number': return typeof value === 'number' || typeof value === 'bigint';
    case 'quantity': return typeof value === 'number' || typeof value === 'bigint' || (typeof value === 'string' && isQuantity(value));
    case 'bytes': return typeof value === 'string' && isBase64(value);
    default: return false;
  }
}

/**
 * What is wrong with a value that does not fit: the rest of a sentence that begins with it.
 */
export function typeProblem(value: unknown, type: Type): string {
  const wanted = WANTED[type.is];
  const given = kindOf(value);
  if (isWhole(value) && (type.is === 'int32' || type.is === 'intOrString')) {
    return 'does not fit into 32 bits';
  }
  return isOfKind(given, type) ? `is not ${wanted}` : `is ${given}, and ${wanted} belongs there`;
}

/**
 * What to do with a value that does not fit.
 */
export function typeFix(at: Field, type: Type): string {
  const { value } = at;
  if (type.is === 'string' && (typeof value === 'number' || typeof value === 'boolean')) {
    return `put it in quotes: "${value}"${otherSpelling(value)}`;
  }
  if (typeof value === 'string' && /^([+-]?[0-9]+|true|false)$/.test(value) && isScalar(unquoted(value), type)) {
    return `write it without quotes: ${value}`;
  }
  if (type.is === 'list' && fits(at, type.of)) {
    return 'write it as a list with one item';
  }
  if (type.is === 'bytes') {
    return 'encode it in base64, or write it under stringData';
  }
  return `write ${WANTED[type.is]}`;
}

/** Of words and octal numbers, which YAML reads as something else, there is no more than what they were read as: `yes` is true, 0644 is 420. */
function otherSpelling(value: number | boolean): string {
  if (typeof value === 'boolean') {
    return `, or the word that stands there, such as "${value ? 'yes' : 'no'}"`;
  }
  const isMode = Number.isInteger(value) && value >= 0o400 && value <= 0o777;
  return isMode ? `, or "0${value.toString(8)}" where that stands there` : '';
}

function unquoted(text: string): unknown {
  return text === 'true' || text === 'false' ? text === 'true' : Number(text);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) {
    return 'a list';
  }
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** Whether only the form of the value is wrong. */
function isOfKind(given: string, type: Type): boolean {
  switch (type.is) {
    case 'quantity':
    case 'bytes': return given === 'a string';
    case 'int32':
    case 'int64':
    case 'intOrString': return given === 'a number';
    default: return false;
  }
}

function isWhole(value: unknown): boolean {
  return typeof value === 'bigint' || Number.isInteger(value);
}

function isShort(value: unknown): boolean {
  return Number(value) >= -2147483648 && Number(value) <= 2147483647;
}

function isQuantity(text: string): boolean {
  const trimmed = text.trim();
  return trimmed !== '' && QUANTITY.test(trimmed);
}

function isBase64(text: string): boolean {
  const trimmed = text.replace(/[\r\n]/g, '');
  return trimmed.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(trimmed);
}
