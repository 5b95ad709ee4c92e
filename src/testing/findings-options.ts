/**
 * Which findings are told.
 */
export interface FindingsOptions {
  /**
   * The versions of Kubernetes that the manifests are meant for: `1.34`, `1.35.2` or `1.28-1.36`.
   *
   * @default '1.28-1.37'
   */
  readonly targetVersion?: string;

  /**
   * Findings that are meant, in all manifests: the id of the rule, or its name, and the reason. One that accepts nothing
   * is a finding itself.
   *
   * @default - what the annotations of the objects accept
   */
  readonly acceptedFindings?: { readonly [rule: string]: string };
}
