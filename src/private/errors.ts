import { integerFault } from '../manifest/kubernetes/numbers';

/**
 * One sentence in the form of all our errors: the property as the user wrote it, the value, what is wrong with it and
 * what to do.
 */
export function fault(property: string, value: unknown, problem: string): string {
  return `${property} ${JSON.stringify(value)} ${problem}`;
}

/**
 * Throws where `problem` says what is wrong with the value of a property.
 */
export function refuse(property: string, value: unknown, problem: string | undefined): void {
  if (problem !== undefined) {
    throw new Error(fault(property, value, problem));
  }
}

/**
 * Throws where `faultOf` finds something wrong with the value, if there is one.
 */
export function requireValid<T>(property: string, value: T | undefined, faultOf: (value: T) => string | undefined): void {
  if (value !== undefined) {
    refuse(property, value, faultOf(value));
  }
}

/**
 * Throws unless the value, where there is one, is a whole number from `least` to `most`.
 */
export function requireInteger(property: string, value: number | undefined, least: number, most?: number): void {
  requireValid(property, value, number => integerFault(number, least, most));
}
