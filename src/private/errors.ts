import { integerProblem } from '../manifest/kubernetes/numbers';
import { Problem } from '../manifest/kubernetes/problem';

/**
 * One sentence in the form of all our errors: the property as the user wrote it, the value, what is wrong with it and
 * what to do.
 */
export function errorMessage(property: string, value: unknown, problem: string, fix?: string): string {
  const sentence = `${property} ${JSON.stringify(value)} ${problem}`;
  return fix === undefined ? sentence : `${sentence}; ${fix}`;
}

/**
 * Throws where there is a problem with the value of a property.
 */
export function refuse(property: string, value: unknown, problem: Problem | undefined): void {
  if (problem !== undefined) {
    throw new Error(errorMessage(property, value, problem.problem, problem.fix));
  }
}

/**
 * Throws where `problemOf` finds something wrong with the value, if there is one.
 */
export function requireValid<T>(property: string, value: T | undefined, problemOf: (value: T) => Problem | undefined): void {
  if (value !== undefined) {
    refuse(property, value, problemOf(value));
  }
}

/**
 * Throws unless the value, where there is one, is a whole number from `least` to `most`.
 */
export function requireInteger(property: string, value: number | undefined, least: number, most?: number): void {
  requireValid(property, value, number => integerProblem(number, least, most));
}
