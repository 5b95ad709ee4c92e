import { TargetVersions } from './target-versions';

/**
 * Whether some version has the feature gate MaxUnavailableStatefulSet on by default, and so takes `maxUnavailable` of a StatefulSet.
 */
export function isMaxUnavailablePartlyOn(target: TargetVersions): boolean {
  return target.isPartlyWithin('1.35.0', '1.35.4') || target.isPartlyFrom('1.37');
}

/**
 * Whether some version has it off, and so drops the field unseen.
 */
export function isMaxUnavailablePartlyOff(target: TargetVersions): boolean {
  return target.isPartlyBefore('1.35') || target.isPartlyWithin('1.35.4', '1.37');
}
