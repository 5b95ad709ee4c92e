import { createRequire } from 'module';

const load = createRequire(__filename);

/**
 * The description of an application. All of the core is loaded when a test first asks, as programs that are no tests import
 * the library, too.
 */
export function application(): typeof import('../manifest/application') {
  return load('../manifest/application') as typeof import('../manifest/application');
}

/**
 * The rules on updates.
 */
export function updates(): typeof import('../manifest/diff') {
  return load('../manifest/diff') as typeof import('../manifest/diff');
}

/**
 * What the StatefulSet controller does.
 */
export function plans(): typeof import('../manifest/plan') {
  return load('../manifest/plan') as typeof import('../manifest/plan');
}

/**
 * How a manifest differs from what is expected of it.
 */
export function expectations(): typeof import('../manifest/model/mismatches') {
  return load('../manifest/model/mismatches') as typeof import('../manifest/model/mismatches');
}

/**
 * How a snapshot is written.
 */
export function snapshots(): typeof import('./snapshot') {
  return load('./snapshot') as typeof import('./snapshot');
}
