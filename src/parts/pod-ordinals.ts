import { ordinals } from '../manifest/kubernetes/pod-identity';
import { StatefulApp } from '../stateful-app';

/**
 * The pods that a part is for: as many as there may be, unless the part says how many.
 */
export class PodOrdinals {
  constructor(private readonly app: StatefulApp, private readonly given?: number) {}

  /** Whether it is known by now how many there are. */
  public get isKnown(): boolean {
    return this.count() !== undefined;
  }

  /** All ordinals that are known by now. */
  public all(): number[] {
    return ordinals(this.app.identity.firstOrdinal, this.count() ?? 0);
  }

  private count(): number | undefined {
    return this.given ?? this.app._mostReplicas();
  }
}
