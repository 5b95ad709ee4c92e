import { Problem } from './problem';
/**
 * A number of pods, or a share of them such as `25%`, as Kubernetes' IntOrString writes it.
 */
export type IntOrPercent = number | string;

/**
 * Why `value` is not a whole number from `least` to `most`, or undefined.
 */
export function integerProblem(value: number, least: number, most: number = 2147483647): Problem | undefined {
  if (Number.isInteger(value) && value >= least && value <= most) {
    return undefined;
  }
  const range = most === 2147483647 ? `of ${least} or more` : `from ${least} to ${most}`;
  return { problem: `is not a whole number ${range}` };
}

/**
 * Why `value` is neither a whole number of `least` or more nor a whole percentage up to 100, or undefined.
 */
export function intOrPercentProblem(value: IntOrPercent, least: number): Problem | undefined {
  if (typeof value === 'number') {
    return integerProblem(value, least);
  }
  const percent = /^([0-9]+)%$/.exec(value);
  return percent && integerProblem(Number(percent[1]), least, 100) === undefined
    ? undefined
    : { problem: `is not a whole percentage from ${least} to 100` };
}

/**
 * How many of `total` pods `value` means: 3 of 10 for 3 and for `25%`. A share is rounded up, as the disruption controller does.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/disruption/disruption.go#L808-L848
 */
export function scaledUp(value: IntOrPercent, total: number): number {
  return typeof value === 'number' ? value : Math.ceil((parseInt(value, 10) * total) / 100);
}
