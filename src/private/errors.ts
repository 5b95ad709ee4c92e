import { isToken } from './cdk8s';
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
    refuseToken(property, value);
    throw new Error(errorMessage(property, value, problem.problem, problem.fix));
  }
}

/**
 * Throws where a value that must be known before is known only at the synthesis.
 *
 * @param fix what to give in its place
 */
export function refuseToken(property: string, value: unknown, fix: string = 'give the value itself'): void {
  if (isToken(value)) {
    throw new Error(`${property} is a token, and its value is known only at the synthesis; ${fix}`);
  }
}

/**
 * Throws where `problemOf` finds something wrong with the value, if there is one.
 */
export function requireValid<T>(property: string, value: T | undefined, problemOf: (value: T) => Problem | undefined): void {
  if (value !== undefined) {
    refuseToken(property, value);
    refuse(property, value, problemOf(value));
  }
}

/**
 * Throws unless the value, where there is one, is a whole number from `least` to `most`.
 */
export function requireInteger(property: string, value: number | undefined, least: number, most?: number): void {
  requireValid(property, value, number => integerProblem(number, least, most));
}
