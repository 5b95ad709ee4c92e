/**
 * What the command tells the shell.
 */
export enum ExitCode {
  CLEAN = 0,
  FINDINGS = 1,
  /** It was called wrongly, or could not read all that it was given. */
  TROUBLE = 2,
}

/** For the help of the commands. */
export const EXIT_CODES = `
Exit codes:
  0  nothing was found from --severity on, or only what an update may do without harm
  1  something was found
  2  the command was called wrongly, could not read everything, or found nothing to check`;
