/**
 * Which findings are reported.
 */
export interface FindingsOptions {
  /**
   * The versions of Kubernetes that all manifests are judged for: `1.34`, `1.35.2` or `1.30-1.34`.
   *
   * @default - what an object says in its annotation, as those of a StatefulApp with `targetVersion` do, and else 1.28-1.37
   */
  readonly targetVersion?: string;

  /**
   * Findings that are meant, in all manifests: the id of the rule, or its name, and the reason. One that accepts nothing
   * is a finding itself.
   *
   * @default - what the annotations of the objects accept
   */
  readonly acceptedFindings?: { readonly [rule: string]: string };

  /**
   * Whether the manifests are a complete program: what is not among them, nobody applies beside them. Only then is it a
   * finding that an object is not there.
   *
   * @default false
   */
  readonly complete?: boolean;
}
