import { Field } from '../../manifest/model/field';
import { call, Code, Entry, literal, name, struct, text, unlessEmpty } from '../code';
import { entriesOf, row, Translate, place } from '../fields';
import { Scope } from '../scope';
import { oneOf } from '../values';

const FIELD_PATHS: Readonly<Record<string, string>> = {
  'metadata.name': 'POD_NAME',
  'metadata.namespace': 'POD_NAMESPACE',
  'metadata.uid': 'POD_UID',
  'metadata.labels': 'POD_LABEL',
  'metadata.annotations': 'POD_ANNOTATION',
  'status.podIP': 'POD_IP',
  'spec.serviceAccountName': 'SERVICE_ACCOUNT_NAME',
  'spec.nodeName': 'NODE_NAME',
  'status.hostIP': 'NODE_IP',
  'status.podIPs': 'POD_IPS',
};

const RESOURCES = oneOf('kplus.ResourceFieldPaths', ['limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory', 'limits.ephemeral-storage', 'requests.ephemeral-storage'], {
  'limits.cpu': 'CPU_LIMIT',
  'limits.memory': 'MEMORY_LIMIT',
  'requests.cpu': 'CPU_REQUEST',
  'requests.memory': 'MEMORY_REQUEST',
  'limits.ephemeral-storage': 'STORAGE_LIMIT',
  'requests.ephemeral-storage': 'STORAGE_REQUEST',
});

const OPTIONAL = [row('optional')];
const VALUE = 'kplus.EnvValue';

/** The variables of a container. Of several with one name the typed API knows the last one; the others are patches. */
export const variables: Translate = (field, scope) => {
  const entries: Entry[] = field.items.flatMap(variable => {
    const [key, code] = [variable.at('name').string, valueOf(variable, scope)];
    return key === undefined || code === undefined ? [] : [{ key, code, at: place(variable) }];
  });
  const byKey = new Map(entries.map(entry => [entry.key, entry]));
  return unlessEmpty([...byKey.values()]);
};

function valueOf(variable: Field, scope: Scope): Code | undefined {
  const from = variable.at('valueFrom');
  const [configMap, secret, fieldRef, resource] = ['configMapKeyRef', 'secretKeyRef', 'fieldRef', 'resourceFieldRef'].map(key => from.at(key));
  if (!from.isSet) {
    return call(name(VALUE), 'fromValue', text(variable.at('value').string ?? ''));
  }
  if (configMap?.at('name').string !== undefined) {
    return call(name(VALUE), 'fromConfigMap', scope.reference('ConfigMap', configMap.at('name').string ?? ''), literal(configMap.at('key').value),
      unlessEmpty(entriesOf(configMap, OPTIONAL, scope)));
  }
  if (secret?.at('name').string !== undefined) {
    const [of, key] = [scope.reference('Secret', secret.at('name').string ?? ''), literal(secret.at('key').value)];
    return key && call(name(VALUE), 'fromSecretValue', struct([{ key: 'secret', code: of }, { key: 'key', code: key }]),
      unlessEmpty(entriesOf(secret, OPTIONAL, scope)));
  }
  if (resource?.isSet) {
    const path = RESOURCES(resource.at('resource'), scope);
    const divisor = literal(resource.at('divisor').value);
    return path && call(name(VALUE), 'fromResource', path, divisor && struct([{ key: 'divisor', code: divisor }]));
  }
  return fieldRef?.isSet ? fieldValue(fieldRef) : undefined;
}

/** Input: `metadata.labels['apps.kubernetes.io/pod-index']`. Output: the pod's own index, for which there is a constant. */
function fieldValue(fieldRef: Field): Code | undefined {
  const [, path = '', key] = /^([A-Za-z.]+)(?:\['([^']*)'\])?$/.exec(fieldRef.at('fieldPath').string ?? '') ?? [];
  const member: string | undefined = FIELD_PATHS[path];
  if (member === undefined) {
    return undefined;
  }
  if (key === 'apps.kubernetes.io/pod-index' && path === 'metadata.labels') {
    return name('StatefulApp.POD_INDEX');
  }
  return call(name(VALUE), 'fromFieldRef', name(`kplus.EnvFieldPaths.${member}`), key === undefined ? undefined : struct([{ key: 'key', code: text(key) }]));
}

/** What a container takes all variables from; undefined where the typed API cannot say it of one of them. */
export const sources: Translate = (field, scope) => {
  const items = field.items.map(item => {
    const [configMap, secret, prefix] = [item.at('configMapRef'), item.at('secretRef'), literal(item.at('prefix').value)];
    if (configMap.at('name').isSet && !configMap.at('optional').isSet) {
      return call(name('kplus.Env'), 'fromConfigMap', scope.reference('ConfigMap', configMap.at('name').string ?? ''), prefix);
    }
    return secret.at('name').isSet ? call(name('kplus.Env'), 'fromSecret', scope.reference('Secret', secret.at('name').string ?? '')) : undefined;
  });
  const known = items.filter((item): item is Code => item !== undefined);
  return known.length > 0 ? { kind: 'list', items: known } : undefined;
};
