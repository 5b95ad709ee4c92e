import { inItsLetters } from './edit';
import { Fault, faultsAt, NONE } from './rule';
import { meantQuantity } from '../kubernetes/meant-quantities';
import { integerProblem } from '../kubernetes/numbers';
import { Problem } from '../kubernetes/problem';
import { Field } from '../model/field';
import { isJson } from '../model/json';

/**
 * What comes of a pod that the API server does not take. It validates the templates of workloads as it does pods, but
 * that of a StatefulSet only from Kubernetes 1.34, and a few facts of each template only when a pod is made of it.
 */
export const REFUSED = 'the API server refuses the workload, or accepts it and then refuses each of its pods';

/** The fault that a quantity cannot be read, with the one that is meant where there is no doubt. */
export function withMeantQuantity(fault: Fault): Fault {
  const { name, string } = fault.at;
  const meant = string === undefined ? undefined : meantQuantity(name, string);
  return meant === undefined ? fault : { ...fault, edit: { set: meant } };
}

/** Whether the API server finds nothing there: an empty string or list counts as none. */
export function isEmpty(field: Field): boolean {
  return field.isEmpty;
}

/** Whether an object stands there. */
export function isObject({ value }: Field): boolean {
  return isJson(value);
}

/** That nothing stands where something has to. */
export function missing(field: Field, fix: string = `set ${field.name}`): Fault {
  return { at: field, problem: field.isSet ? 'is empty' : 'is missing', fix };
}

/** The fields that have to be there and are not. */
export function requiredFaults(...fields: readonly Field[]): readonly Fault[] {
  const absent = fields.filter(isEmpty);
  return absent.length === 0 ? NONE : absent.map(field => missing(field));
}

/** What is wrong with a string, where there is one; an empty one counts as none. */
export function textFaults(field: Field, problemOf: (text: string) => Problem | undefined): readonly Fault[] {
  return field.string ? faultsAt(field, problemOf(field.string)) : NONE;
}

/** What is wrong with a string that has to be there. */
export function requiredTextFaults(field: Field, problemOf: (text: string) => Problem | undefined): readonly Fault[] {
  return isEmpty(field) ? [missing(field)] : textFaults(field, problemOf);
}

/** That a string, where there is one, is none of those that the API server knows. */
export function choiceFaults(field: Field, choices: readonly string[]): readonly Fault[] {
  if (!field.string || choices.includes(field.string)) {
    return NONE;
  }
  const [problem, fix] = choices.length === 1
    ? [`is not ${choices[0]}`, `set it to ${choices[0]}`]
    : [`is none of ${choices.join(', ')}`, `set it to one of ${choices.join(', ')}`];
  return [{ at: field, problem, fix, ...inItsLetters(field.string, choices) }];
}

/** The same of a string that counts as one even where it is empty. */
export function strictChoiceFaults(field: Field, choices: readonly string[]): readonly Fault[] {
  return field.value === '' ? [missing(field)] : choiceFaults(field, choices);
}

/** That a number, where there is one, is out of range. */
export function numberFaults(field: Field, least: number, most?: number): readonly Fault[] {
  return field.number === undefined ? NONE : faultsAt(field, integerProblem(field.number, least, most));
}

/** The fields that are the same as an earlier one; those whose key is empty or undefined are the same as none. */
export function repeated(fields: readonly Field[], keyOf: (field: Field) => string | undefined = field => field.string): Field[] {
  if (fields.length < 2) {
    return [];
  }
  const seen = new Set<string>();
  return fields.filter(field => {
    const key = keyOf(field);
    const isRepeated = !!key && seen.has(key);
    seen.add(key ?? '');
    return isRepeated;
  });
}
