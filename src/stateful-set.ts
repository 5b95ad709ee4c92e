import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { statefulSetNameProblem } from './manifest/kubernetes/names';
import { hasProperties, propertyOf } from './private/check/property-path';
import { refuse } from './private/errors';
import { jsonObject } from './private/render/json-object';

/**
 * Creates the object of a StatefulSet, whose fields findings name by the properties of the app.
 *
 * @throws where no pod of a set of that name would ever run
 */
export function createStatefulSet(app: kplus.Workload, metadata: ApiObjectMetadata | undefined, spec: () => object): ApiObject {
  // a bare object: the one of cdk8s-plus-28 converts after JSON patches, and drops what it does not know
  const statefulSet = jsonObject(app, 'Resource', { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata, spec });
  hasProperties(statefulSet, path => ({ name: propertyOf(path) }));
  const property = metadata?.name === undefined ? 'the name made from the construct path' : 'metadata.name';
  refuse(property, statefulSet.name, statefulSetNameProblem(statefulSet.name));
  return statefulSet;
}
