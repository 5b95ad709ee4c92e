import { portOf, Ports, TYPE } from './service';
import { METADATA } from './stateful-set';
import { ManifestObject } from '../../manifest/model/object';
import { call, Code, make, name, Statement, struct, text } from '../code';
import { each, entriesOf, Row, row, place } from '../fields';
import { Scope, suffixed } from '../scope';

const SERVICE: readonly Row[] = [
  ...TYPE,
  row('spec.clusterIP', 'clusterIP'),
  row('spec.publishNotReadyAddresses', 'publishNotReadyAddresses'),
  row('spec.externalIPs', 'externalIPs'),
  row('spec.loadBalancerSourceRanges', 'loadBalancerSourceRanges'),
];

/**
 * Statements that make a Service which leads to ports that no container declares, or a second headless one: as one of cdk8s-plus.
 */
export function plainService(service: ManifestObject, { declared }: Ports, constant: string, scope: Scope): Statement[] {
  const selector = Object.entries(service.spec.at('selector').stringMap);
  const props = struct([
    { key: 'metadata', code: struct(entriesOf(service.metadata, METADATA, scope)), at: place(service.metadata) },
    ...entriesOf(service.root, [...SERVICE, row('spec.ports', 'ports', each(portOf(declared)))], scope),
  ]);
  const made: Code = make('kplus.Service', name('this'), text(scope.id(suffixed(service.name, 'Service'))), props);
  return [
    { constant, code: made, at: place(service.root) },
    ...selector.map(([key, value]) => ({ code: call(name(constant), 'selectLabel', text(key), text(value)) })),
  ];
}
