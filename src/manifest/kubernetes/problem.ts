/**
 * What is wrong with a value, and what to do. A construct makes the message of its error of it, `<property> <value> <problem>;
 * <fix>`, and a rule a fault at a place in a manifest.
 */
export interface Problem {
  /** The rest of a sentence that begins with the value: `is not a DNS label`. */
  readonly problem: string;

  /**
   * What to do, in the imperative: `use at most 63 lower-case letters`.
   *
   * @default - nothing that the problem does not say
   */
  readonly fix?: string;
}

/**
 * The problem of a part of a value, as a problem of the whole.
 *
 * Input: `has the key "a b", which` and `is not a qualified name`. Output: `has the key "a b", which is not a qualified name`.
 */
export function problemWithin(beginning: string, problem: Problem | undefined): Problem | undefined {
  return problem && { ...problem, problem: `${beginning} ${problem.problem}` };
}
