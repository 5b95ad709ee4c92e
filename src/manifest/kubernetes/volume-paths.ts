import { Problem } from './problem';
/**
 * Why Kubernetes would not take `path` as one that leads nowhere above where it begins, or undefined.
 */
export function backstepProblem(path: string): Problem | undefined {
  return path.split('/').includes('..') ? { problem: "has '..' in it" } : undefined;
}

/**
 * Why Kubernetes would not take `path` as one within a volume or directory, or undefined.
 */
export function relativePathProblem(path: string): Problem | undefined {
  return path.startsWith('/') ? { problem: "begins with '/', and has to be relative" } : backstepProblem(path);
}

/**
 * Why Kubernetes would not take `path` as that of a file that it writes into a volume, or undefined. It keeps names
 * that begin with two dots for itself.
 */
export function projectedPathProblem(path: string): Problem | undefined {
  return relativePathProblem(path) ?? (path.startsWith('..') ? { problem: "begins with '..'" } : undefined);
}
