import { createRequire } from 'module';

const load = createRequire(__filename);

/**
 * The check of manifests. It is loaded when the first program is checked: the rules are a hundred files, and a program that
 * only imports the library, or asks it for names, has no use for them.
 */
export function checker(): typeof import('../../manifest/check') {
  return load('../../manifest/check') as typeof import('../../manifest/check');
}

/**
 * The check of a whole program, loaded in the same way.
 */
export function programCheck(): typeof import('./program') {
  return load('./program') as typeof import('./program');
}

/**
 * The options of a check with what the configuration says, loaded in the same way.
 */
export function configuration(): typeof import('./configuration') {
  return load('./configuration') as typeof import('./configuration');
}

/**
 * The comparison with a lock file, loaded in the same way.
 */
export function lockCheck(): typeof import('./lock') {
  return load('./lock') as typeof import('./lock');
}

/**
 * The same for a program that is being synthesized, loaded in the same way.
 */
export function programLock(): typeof import('./program-lock') {
  return load('./program-lock') as typeof import('./program-lock');
}
