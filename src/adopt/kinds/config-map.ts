import { METADATA } from './stateful-set';
import { ManifestObject } from '../../manifest/model/object';
import { Code, make, name, struct, text, unlessEmpty } from '../code';
import { entriesOf, row, Translate, place } from '../fields';
import { Scope, suffixed } from '../scope';

/** What has several lines is a file beside the program. */
function data({ namespace, name: own }: ManifestObject): Translate {
  const folder = ['files', ...namespace === undefined ? [] : [namespace], own].join('/');
  // cdk8s-plus takes a key that each object inherits, such as toString, for set: a patch sets it, and for __proto__ one of the whole data
  return field => field.has('__proto__') ? undefined : unlessEmpty(Object.entries(field.stringMap).filter(([key]) => !(key in {})).map(([key, value]) => ({
    key,
    code: /\n./.test(value) && /^[-._a-zA-Z0-9]+$/.test(key) ? { kind: 'file', path: `${folder}/${key}`, text: value } : text(value),
    at: place(field.at(key)),
  })));
}

/**
 * Declares a ConfigMap, to which volumes and variables refer.
 */
export function configMap(object: ManifestObject, scope: Scope): Code {
  const constant = scope.constant(object.name, 'ConfigMap');
  scope.declare('ConfigMap', object.name, {
    constant,
    at: place(object.root),
    code: make('kplus.ConfigMap', name('this'), text(scope.id(suffixed(object.name, 'ConfigMap'))), struct([
      { key: 'metadata', code: struct(entriesOf(object.metadata, METADATA, scope)), at: place(object.metadata) },
      ...entriesOf(object.root, [row('immutable'), row('binaryData'), row('data', 'data', data(object))], scope),
    ])),
  });
  return name(constant);
}
