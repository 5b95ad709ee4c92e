import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';

interface JsiiTypeReference {
  readonly fqn?: string;
  readonly collection?: { readonly elementtype: JsiiTypeReference };
}

interface JsiiType {
  readonly datatype?: boolean;
  readonly interfaces?: readonly string[];
  readonly properties?: readonly { readonly name: string; readonly type: JsiiTypeReference }[];
  readonly methods?: readonly JsiiMethod[];
}

interface JsiiMethod {
  readonly name: string;
  readonly static?: boolean;
  readonly parameters?: readonly { readonly type: JsiiTypeReference }[];
}

const TYPES = types('cdk8s-plus-28');

/** The types of a package as jsii describes them, by their names without the package. */
function types(name: string): ReadonlyMap<string, JsiiType> {
  const path = require.resolve(`${name}/.jsii`);
  const content = JSON.parse(readFileSync(path, 'utf8')) as { filename?: string; types?: Record<string, JsiiType> };
  const described = content.filename === undefined
    ? content
    : JSON.parse(gunzipSync(readFileSync(join(dirname(path), content.filename))).toString()) as typeof content;
  return new Map(Object.entries(described.types!).map(([fqn, type]) => [nameOf(fqn), type]));
}

function nameOf(fqn: string): string {
  return fqn.slice(fqn.indexOf('.') + 1);
}

/** The names of the structs and classes that these lead to, themselves among them, by properties and what makes a value of a class. */
function reachable(names: readonly string[], found = new Set<string>()): Set<string> {
  for (const name of names) {
    const type = TYPES.get(name);
    if (type !== undefined && !found.has(name)) {
      const { datatype, interfaces = [], properties = [] } = type;
      found.add(name);
      const references = [...datatype ? properties : [], ...factoriesOf(name).flatMap(({ parameters = [] }) => parameters)].map(each => each.type);
      reachable([...datatype ? interfaces.map(nameOf) : [], ...references.flatMap(referred).map(nameOf)], found);
    }
  }
  return found;
}

function referred({ fqn, collection }: JsiiTypeReference): string[] {
  return fqn !== undefined ? [fqn] : collection !== undefined ? referred(collection.elementtype) : [];
}

/** The methods of a class that make a value of it. Constructs have none here: they are whole objects. */
function factoriesOf(name: string): readonly JsiiMethod[] {
  return (TYPES.get(name)?.methods ?? []).filter(method => method.static && MADE.includes(name));
}

const MADE = ['Probe', 'Handler', 'Volume', 'Env', 'EnvValue'];

/** `Struct.property` for each property of the structs that these lead to. */
export function propertiesBelow(...structs: string[]): string[] {
  return [...reachable(structs)]
    .filter(name => TYPES.get(name)!.datatype)
    .flatMap(name => (TYPES.get(name)!.properties ?? []).map(property => `${name}.${property.name}`))
    .sort();
}

/** `Class.fromX` for each way to make a probe, a volume and so on. */
export function factories(): string[] {
  return MADE.flatMap(name => factoriesOf(name).map(method => `${name}.${method.name}`)).sort();
}
