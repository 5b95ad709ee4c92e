import * as kplus from 'cdk8s-plus-28';
import { refuse } from '../private/errors';
import { StatefulApp } from '../stateful-app';

/**
 * The containers that see a part: those that are given, or the first one of the app.
 *
 * @param what what they see
 * @throws where none is given and the app has none yet
 */
export function containersOf(app: StatefulApp, given: kplus.Container[] | undefined, what: string): kplus.Container[] {
  const containers = given ?? app.containers.slice(0, 1);
  if (containers.length === 0) {
    throw new Error(`containers are missing: the app has none yet; add one before, or name those that see ${what}`);
  }
  return containers;
}

/**
 * Throws unless the path is absolute.
 */
export function requireAbsolute(path: string): void {
  refuse('path', path, path.startsWith('/') ? undefined : { problem: 'is not absolute', fix: 'begin it with "/"' });
}

/**
 * Whether two environment variables have the same value, or take it from the same place.
 */
export function isSameValue(one: kplus.EnvValue, other: kplus.EnvValue): boolean {
  return JSON.stringify([one.value, one.valueFrom]) === JSON.stringify([other.value, other.valueFrom]);
}
