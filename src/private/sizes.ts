import { Size, SizeRoundingBehavior } from 'cdk8s';
import { Problem } from '../manifest/kubernetes/problem';

/**
 * The bytes of a size, which need not be whole.
 */
export function bytesOf(size: Size): number {
  return size.toKibibytes({ rounding: SizeRoundingBehavior.NONE }) * 1024;
}

/**
 * What is wrong with a number of bytes as the size of a claim.
 */
export function storageProblem(bytes: number): Problem | undefined {
  return bytes > 0 && Number.isInteger(bytes) ? undefined : { problem: 'bytes is not a whole number of bytes above zero' };
}
