import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/**
 * A type as jsii refers to it.
 */
export interface TypeReference {
  readonly fqn?: string;
  readonly collection?: { readonly kind: string; readonly elementtype: TypeReference };
}

interface Parameter {
  readonly name: string;
  readonly type: TypeReference;
  readonly variadic?: boolean;
}

/**
 * A method, or what makes an object of a class.
 */
export interface Callable {
  readonly parameters?: readonly Parameter[];
  readonly returns?: { readonly type: TypeReference };
}

interface Type {
  readonly kind: string;
  readonly datatype?: boolean;
  readonly base?: string;
  readonly interfaces?: readonly string[];
  readonly initializer?: Callable;
  readonly methods?: readonly (Callable & { readonly name: string })[];
  readonly properties?: readonly { readonly name: string; readonly type: TypeReference }[];
}

/**
 * A package as jsii describes it.
 */
export interface Assembly {
  readonly name: string;
  readonly version: string;
  readonly targets: { readonly python: { readonly distName: string; readonly module: string } };
  readonly types: Readonly<Record<string, Type>>;
}

/**
 * The types of the packages that a program imports, from the description that jsii keeps in each of them. Other languages than
 * TypeScript write structs by their names, and know by the types which are some.
 */
export class Types {
  /** Each under the name by which programs know the package: `kplus`, or none. */
  constructor(private readonly assemblies: ReadonlyMap<string, Assembly>) {}

  /** The packages by the names by which programs know them. */
  public get packages(): ReadonlyMap<string, Assembly> {
    return this.assemblies;
  }

  /** Input: `Size`, or `kplus`, `Probe`. Output: its name in jsii, and how many of the words are the name. */
  public named([first = '', second = '']: readonly string[]): { readonly fqn: string; readonly length: number } | undefined {
    const inPackage = this.assemblies.get(first);
    if (inPackage !== undefined) {
      return { fqn: `${inPackage.name}.${second}`, length: 2 };
    }
    const found = [...this.assemblies.values()].map(({ name }) => `${name}.${first}`).find(fqn => this.find(fqn) !== undefined);
    return found === undefined ? undefined : { fqn: found, length: 1 };
  }

  /** Input: `cdk8s-plus-28.Probe`. Output: `kplus`, `Probe`; or `Size` alone. */
  public nameOf(fqn: string): readonly string[] {
    const [assembly = '', ...rest] = fqn.split('.');
    const [prefix = ''] = [...this.assemblies].find(([, { name }]) => name === assembly) ?? [];
    return prefix === 'kplus' ? [prefix, ...rest] : rest;
  }

  public isStruct(type: TypeReference | undefined): boolean {
    return type?.fqn !== undefined && this.find(type.fqn)?.datatype === true;
  }

  public property(fqn: string, name: string): TypeReference | undefined {
    return this.first(fqn, ({ properties }) => properties?.find(each => each.name === name)?.type);
  }

  public method(fqn: string, name: string): Callable | undefined {
    return this.first(fqn, ({ methods }) => methods?.find(each => each.name === name));
  }

  public initializer(fqn: string): Callable | undefined {
    return this.first(fqn, ({ initializer }) => initializer);
  }

  private find(fqn: string): Type | undefined {
    const assembly = fqn.slice(0, fqn.indexOf('.'));
    return [...this.assemblies.values()].find(({ name }) => name === assembly)?.types[fqn];
  }

  /** What a type says of something, or else one that it inherits from. */
  private first<T>(fqn: string, of: (type: Type) => T | undefined): T | undefined {
    const type = this.find(fqn);
    if (type === undefined) {
      return undefined;
    }
    const { base = [], interfaces = [] } = type;
    return of(type) ?? [base, interfaces].flat().map(each => this.first(each, of)).find(found => found !== undefined);
  }
}

/**
 * The description of a package in its folder.
 *
 * @throws where there is none
 */
export function assemblyIn(folder: string): Assembly {
  const content = JSON.parse(readFileSync(join(folder, '.jsii'), 'utf8')) as Assembly & { readonly filename?: string };
  // jsii may keep it compressed in a file beside
  return content.filename === undefined ? content : JSON.parse(gunzipSync(readFileSync(join(folder, content.filename))).toString()) as Assembly;
}
