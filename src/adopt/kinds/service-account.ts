import { METADATA } from './stateful-set';
import { ManifestObject } from '../../manifest/model/object';
import { Code, make, name, struct, text } from '../code';
import { each, entriesOf, place, Row, row } from '../fields';
import { Scope, suffixed } from '../scope';

const SERVICE_ACCOUNT: readonly Row[] = [
  row('secrets', 'secrets', each((secret, scope) => secret.at('name').string ? scope.reference('Secret', secret.at('name').string ?? '') : undefined)),
  row('automountServiceAccountToken', 'automountToken'),
];

/**
 * Declares a ServiceAccount, with which the pods run.
 */
export function serviceAccount(object: ManifestObject, scope: Scope): Code {
  const constant = scope.constant(object.name, 'ServiceAccount');
  scope.declare('ServiceAccount', object.name, {
    constant,
    at: place(object.root),
    code: make('kplus.ServiceAccount', name('this'), text(scope.id(suffixed(object.name, 'ServiceAccount'))), struct([
      { key: 'metadata', code: struct(entriesOf(object.metadata, METADATA, scope)), at: place(object.metadata) },
      ...entriesOf(object.root, SERVICE_ACCOUNT, scope),
    ])),
  });
  return name(constant);
}
