import { cached } from './cached';
import { ObjectOf } from './kinds';

/** A ConfigMap or a Secret, which maps keys to data. */
export type DataObject = ObjectOf<'/ConfigMap' | '/Secret'>;

/** Where their keys are. */
const DATA = ['data', 'binaryData', 'stringData'];

/** What Kubernetes itself adds to a Secret of that type. */
const ADDED: ReadonlyMap<string, readonly string[]> = new Map(Object.entries({
  'kubernetes.io/service-account-token': ['token', 'ca.crt', 'namespace'],
}));

/** In the annotations and labels by which controllers are made to add keys: `config.openshift.io/inject-trusted-cabundle`. */
const FILLED = /inject|replicat|reflect/;

/**
 * The keys of a ConfigMap or a Secret; undefined where there is none, or something else adds to them, so that others may be there.
 */
export const dataKeysOf = cached((object: DataObject): ReadonlySet<string> | undefined => {
  const data = DATA.map(name => object.root.at(name)).filter(field => field.isSet);
  const isFilled = [...Object.keys(object.annotations), ...Object.keys(object.labels)].some(key => FILLED.test(key));
  const keys = new Set([...data.flatMap(field => field.keys), ...ADDED.get(object.root.at('type').string ?? '') ?? []]);
  return isFilled || keys.size === 0 || data.some(field => field.type !== 'object') ? undefined : keys;
});
