/** The options of the command. */
export interface AdoptOptions {
  readonly out?: string;
  readonly check: boolean;
  readonly includeSecrets: boolean;
  readonly language: string;

  /** The number in the name of the cdk8s-plus that the program imports; that of this package, unless given. */
  readonly cdk8sPlus?: string;
}

/** How it went: `unread` where not all could be read, `different` where the program does not make what was given. */
export type AdoptOutcome = 'same' | 'different' | 'unread';
