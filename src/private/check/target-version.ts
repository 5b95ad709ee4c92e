import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { TargetVersions } from '../../manifest/kubernetes/target-versions';
import { TARGET_VERSION_ANNOTATION } from '../../manifest/lint/target-version';
import { refuseToken } from '../errors';

/**
 * The versions of Kubernetes that manifests are checked for; undefined where nothing is said.
 *
 * @throws where the rules know no such version
 */
export function targetVersionOf(targetVersion: string | undefined): TargetVersions | undefined {
  if (targetVersion === undefined) {
    return undefined;
  }
  refuseToken('targetVersion', targetVersion);
  try {
    return TargetVersions.parse(targetVersion);
  } catch (error) {
    throw new Error(`targetVersion ${(error as Error).message}`);
  }
}

/**
 * Annotates all objects below a construct with the versions that they are written for, so that whoever checks the manifests
 * later judges them for the same. Pods and claim templates get none: a change there replaces pods, or is refused.
 */
export function annotateTargetVersion(construct: IConstruct, target: TargetVersions): void {
  for (const each of construct.node.findAll()) {
    if (ApiObject.isApiObject(each)) {
      each.metadata.addAnnotation(TARGET_VERSION_ANNOTATION, target.toString());
    }
  }
}
