import { readFileSync } from 'fs';
import { createRequire } from 'module';
import { dirname, join } from 'path';
import { gunzipSync } from 'zlib';
import { mostSimilar } from '../manifest/kubernetes/similar-names';

/**
 * The properties of a struct: TypeScript refuses a list in which one is missing, or that has one too many.
 */
export type PropertiesOf<T> = Readonly<Record<keyof Required<T>, unknown>>;

/**
 * What a struct is to whoever writes its properties without a type check, as in a program that `tsx` runs.
 */
export interface KnownStruct {
  /** What has the properties, as the user wrote it: `StatefulApp`, `rollingUpdate`. */
  readonly owner: string;

  readonly properties: Readonly<Record<string, unknown>>;

  /** The struct of cdk8s-plus that it extends: `WorkloadProps`. A later release of cdk8s-plus may know more properties. */
  readonly extends?: string;

  /** What to write for a property that others know by another name. */
  readonly instead?: Readonly<Record<string, string>>;
}

/**
 * Throws where there is a property that nothing would read: it would be ignored, and the program do something else than it
 * says. Undefined is no value.
 */
export function requireKnown(struct: KnownStruct, given: object = {}): void {
  for (const [name, value] of Object.entries(given) as [string, unknown][]) {
    if (value !== undefined && !Object.hasOwn(struct.properties, name)) {
      refuseUnknown(struct, name);
    }
  }
}

/**
 * Throws where there is a value without the method by which we would use it.
 *
 * @param fix what to write
 */
export function requireMade(property: string, value: object | undefined, method: string, fix: string): void {
  if (value !== undefined && typeof (value as Record<string, unknown> | null)?.[method] !== 'function') {
    throw new Error(`${property} ${described(value)} is of another type; write ${fix}`);
  }
}

/** A construct leads to the whole program, and is said by its class. */
function described(value: unknown): string {
  const isMade = typeof value === 'object' && value !== null && ![Object, Array].includes(value.constructor as typeof Object);
  return isMade ? `(a ${value.constructor.name})` : JSON.stringify(value);
}

function refuseUnknown({ owner, properties, extends: base, instead = {} }: KnownStruct, name: string): void {
  const meant = Object.hasOwn(instead, name) ? instead[name] : mostSimilar(name, Object.keys(properties));
  if (base !== undefined && isAccepted(base, name, meant === undefined)) {
    return;
  }
  throw new Error(`${name} is no property of ${owner}; ${meant === undefined ? 'leave it out, as nothing would read it' : `write ${meant}`}`);
}

/**
 * Whether the release of cdk8s-plus that is installed has the property in that struct.
 *
 * @param unlessKnown the answer where nobody can tell, as in a bundle
 */
function isAccepted(struct: string, property: string, unlessKnown: boolean): boolean {
  try {
    return propertiesOf(`cdk8s-plus-28.${struct}`, typesOfCdk8sPlus()).includes(property);
  } catch {
    return unlessKnown;
  }
}

interface JsiiType {
  readonly interfaces?: readonly string[];
  readonly properties?: readonly { readonly name: string }[];
}

/** The types of cdk8s-plus as jsii describes them: large, and read only where an unknown property is refused otherwise. */
function typesOfCdk8sPlus(): Readonly<Record<string, JsiiType | undefined>> {
  const path = createRequire(__filename).resolve('cdk8s-plus-28/.jsii');
  const content = JSON.parse(readFileSync(path, 'utf8')) as { filename?: string; types?: Record<string, JsiiType> };
  // jsii may keep the description compressed in a file beside
  const description = content.filename === undefined
    ? content
    : JSON.parse(gunzipSync(readFileSync(join(dirname(path), content.filename))).toString()) as typeof content;
  return description.types ?? {};
}

function propertiesOf(name: string, types: Readonly<Record<string, JsiiType | undefined>>): string[] {
  const { interfaces = [], properties = [] } = types[name] ?? {};
  return [...properties.map(property => property.name), ...interfaces.flatMap(base => propertiesOf(base, types))];
}
