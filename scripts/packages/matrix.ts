/** A cdk8s-plus that has a package of its own besides the one for cdk8s-plus-28, and the version of it that the tests run with. */
export interface OtherPlus {
  /** The minor version of Kubernetes in its name. */
  readonly minor: number;
  readonly version: string;
}

/** One line for each package. A new cdk8s-plus is a line here, a green `npx projen packages:NN`, and a release. */
export const MATRIX: readonly OtherPlus[] = [
  { minor: 32, version: '2.5.92' },
  { minor: 33, version: '2.5.57' },
  { minor: 34, version: '2.0.54' },
];

/**
 * Those that an argument asks for: a minor version, or `all`.
 *
 * @throws for another word
 */
export function chosenBy(which: string): readonly OtherPlus[] {
  const chosen = MATRIX.filter(({ minor }) => which === 'all' || which === String(minor));
  if (chosen.length === 0) {
    throw new Error(`${which} is no cdk8s-plus that has a package of its own; give ${MATRIX.map(({ minor }) => minor).join(', ')} or all`);
  }
  return chosen;
}
