import { referencesIn } from './expansion';
import { Problem } from './problem';

/**
 * Why no version of Kubernetes would take `name` as the name of an environment variable, or undefined.
 */
export function envNameProblem(name: string): Problem | undefined {
  return /^[ -<>-~]+$/.test(name)
    ? undefined
    : { problem: 'is not the name of an environment variable', fix: "use printable ASCII characters without '='" };
}

/**
 * Why Kubernetes before 1.32 would not take `name` as the name of an environment variable, or undefined.
 */
export function strictEnvNameProblem(name: string): Problem | undefined {
  return /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name) && !isDots(name)
    ? undefined
    : {
      problem: 'is not the name of an environment variable before Kubernetes 1.32',
      fix: "use letters, digits, '_', '-' and '.', and no digit at the start",
    };
}

/**
 * Why Kubernetes would not take `key` as a key of a ConfigMap or Secret, or undefined.
 */
export function dataKeyProblem(key: string): Problem | undefined {
  return key.length <= 253 && /^[-._a-zA-Z0-9]+$/.test(key) && !isDots(key)
    ? undefined
    : { problem: 'is not a key of a ConfigMap or Secret', fix: "use at most 253 letters, digits, '-', '_' and '.', and do not begin with '..'" };
}

/** Such names would be paths that lead elsewhere. */
function isDots(name: string): boolean {
  return name === '.' || name.startsWith('..');
}

/**
 * The variables, each after those that its value refers to as `$(NAME)`: Kubernetes leaves a name that comes later as it is.
 * Others stay in their order, and so do those that refer to each other in a circle.
 */
export function inOrderOfUse<V extends { readonly name: string; readonly value?: unknown }>(variables: readonly V[]): V[] {
  const ordered: V[] = [];
  const visited = new Set<V>();
  const place = (variable: V): void => {
    if (visited.has(variable)) {
      return;
    }
    visited.add(variable);
    const used = typeof variable.value === 'string' ? referencesIn(variable.value) : [];
    variables.filter(({ name }) => used.includes(name)).forEach(place);
    ordered.push(variable);
  };
  variables.forEach(place);
  return ordered;
}
