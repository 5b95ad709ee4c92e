import { ApiObject } from 'cdk8s';
import { patchesOf } from '../cdk8s';

/**
 * A place in a manifest as the program has it.
 */
export interface Property {
  readonly name: string;

  /**
   * @default - what stands in the manifest
   */
  readonly value?: unknown;
}

const PROPERTIES_OF = new WeakMap<ApiObject, (path: string) => Property | undefined>();

/**
 * Says which properties the fields of an object come from.
 *
 * @param nameOf the property of a path; none where the manifest itself is what the user knows
 */
export function hasProperties(object: ApiObject, nameOf: (path: string) => Property | undefined): void {
  PROPERTIES_OF.set(object, nameOf);
}

/**
 * The property that a path in an object comes from; undefined where nobody says so, or where a JSON patch may have put it there.
 */
export function propertyAt(object: ApiObject, path: string): Property | undefined {
  return patchesOf(object).length > 0 ? undefined : PROPERTIES_OF.get(object)?.(path);
}

/**
 * Where cdk8s-plus or StatefulApp call a field of a StatefulSet differently, or have it in another place. The first that
 * fits counts.
 */
const PROPERTIES: readonly [RegExp, string][] = [
  [/^metadata\b/, 'metadata'],
  [/^spec\.minReadySeconds\b/, 'minReady'],
  [/^spec\.serviceName\b/, 'service'],
  [/^spec\.selector\b/, 'matchLabels'],
  [/^spec\.volumeClaimTemplates(\[\d+\])?\.metadata\b/, 'volumeClaimTemplates$1'],
  [/^spec\.volumeClaimTemplates(\[\d+\])?\.spec\.resources\.requests\.storage\b/, 'volumeClaimTemplates$1.storage'],
  [/^spec\.volumeClaimTemplates(\[\d+\])?\.spec\b/, 'volumeClaimTemplates$1'],
  [/^spec\.template\.metadata\b/, 'podMetadata'],
  [/^spec\.template\.spec\.terminationGracePeriodSeconds\b/, 'terminationGracePeriod'],
  [/^spec\.template\.spec\.serviceAccountName\b/, 'serviceAccount'],
  [/^spec\.template\.spec\.imagePullSecrets\b/, 'dockerRegistryAuth'],
  [/^spec\.template\.spec\.affinity\b/, 'scheduling'],
  [/^spec\.template\.spec(\.initContainers|\.containers)(\[\d+\])?\.(readiness|liveness|startup)Probe\b/, '$1$2.$3'],
  [/^spec\.template\.spec(\.initContainers|\.containers)(\[\d+\])?\.env\b/, '$1$2.envVariables'],
  [/^spec\.template\.spec\b/, ''],
  [/^spec\b/, ''],
];

/**
 * A place in a StatefulSet as the properties of StatefulApp name it: `minReady` for `spec.minReadySeconds`. What they
 * cannot name keeps its path.
 */
export function propertyOf(path: string): string {
  const known = PROPERTIES.find(([field]) => field.test(path));
  return known ? path.replace(...known).replace(/^\./, '') : path;
}
