import { Field } from '../../manifest/model/field';
import { call, Code, name, struct, text, unlessEmpty } from '../code';
import { each, entriesOf, Row, row, Translate } from '../fields';
import { oneOf, storage } from '../values';

/**
 * A label selector; undefined where the typed API cannot say it.
 */
export const labelSelector: Translate = (field, scope) => {
  const entries = entriesOf(field, [row('matchLabels', 'labels'), row('matchExpressions', 'expressions', each(expression))], scope);
  const hasAll = entries.length === field.keys.length;
  return hasAll ? call(name('kplus.LabelSelector'), 'of', unlessEmpty(entries)) : undefined;
};

const EXPRESSIONS: Readonly<Record<string, string>> = { In: 'in', NotIn: 'notIn', Exists: 'exists', DoesNotExist: 'doesNotExist' };

/** An expression of a label selector. */
export function expression(field: Field): Code | undefined {
  return query('kplus.LabelExpression', EXPRESSIONS, field);
}

/** A key, an operator, and values where the operator takes some. */
export function query(type: string, operators: Readonly<Record<string, string>>, field: Field): Code | undefined {
  const [key, method, values] = [field.at('key').string, operators[field.at('operator').string ?? ''], field.at('values').strings];
  if (key === undefined || method === undefined) {
    return undefined;
  }
  const items: Code = { kind: 'list', items: values.map(value => ({ kind: 'value', value })) };
  return call(name(type), method, { kind: 'value', value: key }, method.toLowerCase().includes('exist') ? undefined : items);
}

/** The fields of a claim template. */
const CLAIM_TEMPLATE: readonly Row[] = [
  row('metadata.name', 'name'),
  row('metadata.labels', 'labels'),
  row('metadata.annotations', 'annotations'),
  row('kind', 'typeMeta', () => text(true)),
  row('spec.accessModes', 'accessModes', accessModes),
  row('spec.resources.requests.storage', 'storage', storage),
  row('spec.storageClassName', 'storageClassName'),
  row('spec.volumeMode', 'volumeMode', oneOf('kplus.PersistentVolumeMode', ['Block'])),
  row('spec.volumeAttributesClassName', 'volumeAttributesClassName'),
  row('spec.selector', 'selector', labelSelector),
];

/** A claim template without a size that a `Size` can be has one that a patch replaces. */
export const claimTemplate: Translate = (field, scope) => {
  const entries = entriesOf(field, CLAIM_TEMPLATE, scope);
  const placeholder = { key: 'storage', code: call(name('Size'), 'gibibytes', { kind: 'value', value: 1 }) };
  return struct(entries.some(({ key }) => key === 'storage') ? entries : [...entries, placeholder]);
};

/** What is the default is left out. */
function accessModes(field: Field, scope: Parameters<Translate>[1]): Code | undefined {
  const modes = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];
  return field.strings.join() === 'ReadWriteOnce' ? undefined : each(oneOf('kplus.PersistentVolumeAccessMode', modes))(field, scope);
}
