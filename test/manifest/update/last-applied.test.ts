import { Inventory } from '../../../src/manifest/model/inventory';
import { ManifestObject } from '../../../src/manifest/model/object';
import { applied, LAST_APPLIED } from '../../../src/manifest/update/last-applied';

const configMap = (labels: object, annotations: object = {}) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'db', labels, annotations } });

test.each(['toString', '__proto__'])('a key %s that somebody else has set stays', key => {
  const live = configMap(Object.fromEntries([[key, 'theirs'], ['a', '1']]), { [LAST_APPLIED]: JSON.stringify(configMap({ a: '1' })) });
  const after = new ManifestObject(configMap({ a: '2' }));
  const made = applied(new ManifestObject(live), after, new Inventory([after])) as ReturnType<typeof configMap>;
  expect(Object.entries(made.metadata.labels)).toEqual([['a', '2'], [key, 'theirs']]);
});
