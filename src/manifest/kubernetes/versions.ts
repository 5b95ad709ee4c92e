/**
 * The newest patch of each minor version of Kubernetes that is known here, from the oldest on. What else says which versions
 * there are is made from it.
 */
export const VERSIONS: readonly string[] = [
  '1.28.15', '1.29.14', '1.30.14', '1.31.14', '1.32.13', '1.33.13', '1.34.4', '1.35.4', '1.36.3', '1.37.2',
];
