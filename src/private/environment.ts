import * as kplus from 'cdk8s-plus-28';

/**
 * Whether two environment variables have the same value, or take it from the same place.
 */
export function isSameValue(one: kplus.EnvValue, other: kplus.EnvValue): boolean {
  return JSON.stringify([one.value, one.valueFrom]) === JSON.stringify([other.value, other.valueFrom]);
}
