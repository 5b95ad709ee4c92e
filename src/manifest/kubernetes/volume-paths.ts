/**
 * Why Kubernetes would not take `path` as one that leads nowhere above where it begins, or undefined.
 */
export function backstepFault(path: string): string | undefined {
  return path.split('/').includes('..') ? "has '..' in it" : undefined;
}

/**
 * Why Kubernetes would not take `path` as one within a volume or directory, or undefined.
 */
export function relativePathFault(path: string): string | undefined {
  return path.startsWith('/') ? "begins with '/', and has to be relative" : backstepFault(path);
}

/**
 * Why Kubernetes would not take `path` as that of a file that it writes into a volume, or undefined. It keeps names
 * that begin with two dots for itself.
 */
export function projectedPathFault(path: string): string | undefined {
  return relativePathFault(path) ?? (path.startsWith('..') ? "begins with '..'" : undefined);
}
