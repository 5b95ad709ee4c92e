import { Algorithm } from './algorithm';
import { Replica } from './state';

/**
 * Whether pods are what the controller waits for, at a time and for a `minReadySeconds`.
 */
export class PodHealth {
  constructor(private readonly minReadySeconds: number, private readonly now: number, private readonly algorithm: Algorithm) {}

  public isAvailable({ readySince }: Replica): boolean {
    return readySince !== undefined && (this.minReadySeconds === 0 || readySince + this.minReadySeconds < this.now);
  }

  /** What holds up a roll-out or a scale-down. */
  public isUnavailable(pod: Replica): boolean {
    return pod.isTerminating || !(this.algorithm.waitsForAvailable ? this.isAvailable(pod) : isRunningAndReady(pod));
  }
}

export function isRunningAndReady({ phase, readySince }: Replica): boolean {
  return phase === 'Running' && readySince !== undefined;
}

/** Whether the pod has ended, which with a StatefulSet it should not. */
export function isTerminal({ phase }: Replica): boolean {
  return phase === 'Failed' || phase === 'Succeeded';
}

export function isCreated({ phase }: Replica): boolean {
  return phase !== '';
}
