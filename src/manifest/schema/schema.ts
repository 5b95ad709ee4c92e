import { DEFINITIONS, GATES, KINDS } from './definitions';

/** What a type may be that is no definition, list or object of any keys. */
const SCALARS = ['string', 'boolean', 'int32', 'int64', 'number', 'quantity', 'intOrString', 'time', 'bytes', 'any'] as const;

/**
 * A value that the API describes no further.
 */
export type Scalar = typeof SCALARS[number];

/**
 * What the API takes in one place.
 */
export type Type =
  | { readonly is: Scalar }
  /** A list of values of one type. */
  | { readonly is: 'list'; readonly of: Type }
  /** An object of any keys, such as labels. */
  | { readonly is: 'map'; readonly of: Type }
  | { readonly is: 'object'; readonly definition: Definition };

/**
 * A field of a definition.
 */
export interface FieldDefinition {
  readonly type: Type;

  /** The first version that has it, such as `1.34`; undefined where all have. */
  readonly since?: string;

  /** The first version that has it no longer. */
  readonly until?: string;

  /** Without it the API server drops the field. */
  readonly gate?: FeatureGate;
}

/**
 * A feature gate that is off by default in some version.
 */
export interface FeatureGate {
  readonly name: string;

  /** The first version that has it on by default; undefined where none has. */
  readonly onSince?: string;
}

/**
 * An object of the API: a kind, or a part of one.
 */
export class Definition {
  private parsed?: ReadonlyMap<string, FieldDefinition>;

  constructor(readonly name: string, private readonly notation: readonly string[]) {}

  /** Its fields by their names. */
  public get fields(): ReadonlyMap<string, FieldDefinition> {
    // most programs look at a few kinds only
    this.parsed ??= new Map(this.notation.map(fieldOf));
    return this.parsed;
  }
}

/**
 * What the objects of a kind may hold, or undefined where that is not known here: custom resources, old API versions.
 */
export function definitionOf(apiVersion: string, kind: string): Definition | undefined {
  const key = `${apiVersion}/${kind}`;
  return Object.prototype.hasOwnProperty.call(KINDS, key) ? definition(KINDS[key]) : undefined;
}

const definitions = new Map<string, Definition>();

function definition(name: string): Definition | undefined {
  if (definitions.size === 0) {
    for (const line of DEFINITIONS.trim().split('\n')) {
      const [definitionName, ...fields] = line.split(' ');
      definitions.set(definitionName, new Definition(definitionName, fields));
    }
  }
  return definitions.get(name);
}

/** `fileKeyRef:FileKeySelector@34-36?EnvFiles` as its name, what the API takes there, the versions and the feature gate. */
function fieldOf(notation: string): [string, FieldDefinition] {
  const [, name, type = 'string', since, until, gate] = /^([^:@?]+)(?::([^@?]+))?(?:@(\d*)(?:-(\d+))?)?(?:\?(\w+))?$/.exec(notation) ?? [];
  return [name, {
    type: typeOf(type),
    since: since ? `1.${since}` : undefined,
    until: until ? `1.${until}` : undefined,
    gate: gate ? { name: gate, onSince: GATES[gate] || undefined } : undefined,
  }];
}

function typeOf(notation: string): Type {
  const of = () => typeOf(notation.slice(0, -2));
  if (notation.endsWith('[]')) {
    return { is: 'list', of: of() };
  }
  if (notation.endsWith('{}')) {
    return { is: 'map', of: of() };
  }
  const scalar = SCALARS.find(name => name === notation);
  const referenced = scalar ? undefined : definition(notation);
  return referenced ? { is: 'object', definition: referenced } : { is: scalar ?? 'any' };
}
