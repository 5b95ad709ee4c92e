import { IConstruct } from 'constructs';

/**
 * A part of manifests that many objects have in common, such as the pods of the apps that one template makes.
 */
export class CommonPart {
  private static count = 0;

  private readonly id = CommonPart.count++;
  private readonly json: string;

  /**
   * @param value as it stands in manifests; nobody may change it
   */
  constructor(public readonly value: object) {
    this.json = JSON.stringify(value);
  }

  /** What tells it from others, in the JSON of what it is a part of. */
  public toJSON(): unknown {
    return { part: this.id };
  }

  /** A copy for one manifest, which belongs to whoever gets it. */
  public copy(): object {
    return JSON.parse(this.json) as object;
  }
}

/** Programs have few templates. Whoever has none renders each part as often as it is asked for. */
const MOST_PARTS = 1000;

/** By program, and by what the parts are made of. */
const PARTS = new WeakMap<IConstruct, Map<string, CommonPart>>();

/**
 * A part that is rendered once for all objects of a program for which it is made of the same.
 *
 * @param input what the part is made of, all of it; JSON must say all about it
 */
export function commonPart(program: IConstruct, input: unknown, render: () => object): object {
  const known = PARTS.get(program) ?? new Map<string, CommonPart>();
  PARTS.set(program, known);
  const key = JSON.stringify(input);
  const part = known.get(key) ?? new CommonPart(render());
  if (known.size < MOST_PARTS) {
    known.set(key, part);
  }
  return part;
}
