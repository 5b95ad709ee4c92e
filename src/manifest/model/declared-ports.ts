import { cached } from './cached';
import { Field } from './field';
import { PodTemplate } from './pod-template';
import { declaredPorts, protocolOf } from './port';

/**
 * The ports that several pods declare, found without looking at each pod.
 */
export class DeclaredPorts {
  /** Those of a list of pods, computed once. */
  public static readonly of = cached((pods: readonly PodTemplate[]) => new DeclaredPorts(pods));

  /** Whether every container that runs on declares some. */
  public readonly areComplete: boolean;

  /** Whether any container declares some. */
  public readonly areAny: boolean;
  private readonly byName = new Map<string | undefined, Field>();
  private readonly numbersByName = new Map<string, Set<number>>();
  private readonly numbers = new Map<string, PodTemplate>();
  private readonly lacking = new Map<string, PodTemplate | undefined>();

  private constructor(private readonly pods: readonly PodTemplate[]) {
    pods.forEach(pod => this.add(declaredPorts(pod), pod));
    this.areAny = this.numbers.size > 0;
    this.areComplete = pods.every(pod => pod.longRunning.every(({ ports }) => ports.length > 0));
  }

  /** The first port of that name, for any protocol. */
  public withName(name: string): Field | undefined {
    return this.byName.get(name);
  }

  /** The numbers that a name leads to in the pods, each once. */
  public numbersOf(name: string, protocol: string): ReadonlySet<number> {
    return this.numbersByName.get(`${protocol} ${name}`) ?? NONE;
  }

  /** Whether there is a port of that number. */
  public has(protocol: string, number: number | string | undefined): boolean {
    return this.numbers.has(`${protocol} ${number}`);
  }

  /** The first pod that declares a port of that number. */
  public podWith(protocol: string, number: number | string | undefined): PodTemplate | undefined {
    return this.numbers.get(`${protocol} ${number}`);
  }

  /** The first pod that declares ports and not this one. */
  public podWithout(protocol: string, number: number): PodTemplate | undefined {
    const key = `${protocol} ${number}`;
    if (!this.lacking.has(key)) {
      this.lacking.set(key, this.pods.find(pod => {
        const ports = declaredPorts(pod);
        return ports.length > 0 && !ports.some(port => protocolOf(port) === protocol && port.at('containerPort').number === number);
      }));
    }
    return this.lacking.get(key);
  }

  private add(portsOfPod: readonly Field[], pod: PodTemplate): void {
    const seen = new Set<string>();
    for (const port of portsOfPod) {
      const [protocol, name, number] = [protocolOf(port), port.at('name').string, port.at('containerPort').number];
      const key = `${protocol} ${name}`;
      this.numbers.set(`${protocol} ${number}`, this.numbers.get(`${protocol} ${number}`) ?? pod);
      this.byName.set(name, this.byName.get(name) ?? port);
      // in one pod the first of a name counts
      if (name !== undefined && number !== undefined && !seen.has(key)) {
        this.numbersByName.set(key, (this.numbersByName.get(key) ?? new Set()).add(number));
      }
      seen.add(key);
    }
  }
}

const NONE: ReadonlySet<number> = new Set();
