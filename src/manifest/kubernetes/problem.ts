/**
 * What is wrong with a value, whoever looks at it: a construct that was given it, or a rule that found it in a manifest.
 * Both make their sentences of it, such as `<property> <value> <problem>; <fix>`.
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

/** The problem of a part of a value, as one of the whole: `has the key "a b", which` before `is not a qualified name`. */
export function problemWithin(beginning: string, problem: Problem | undefined): Problem | undefined {
  return problem && { ...problem, problem: `${beginning} ${problem.problem}` };
}
