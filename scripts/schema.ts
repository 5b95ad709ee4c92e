/**
 * Writes src/manifest/schema/definitions.ts: the fields of the kinds below, with their types, as the OpenAPI documents
 * of Kubernetes describe them.
 *
 * Run it with `npx projen schema` when a version of Kubernetes comes out, after adding it to src/manifest/kubernetes/versions.ts. It
 * needs Go, with which it downloads the source of each version (about 400 MB in all, once).
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultsOf, GATED_FIELDS, gatesAskedBy, unknownGates } from './feature-gates';
import { VERSIONS } from '../src/manifest/kubernetes/versions';

/** What manifests of applications hold, as `apiVersion/kind`. */
const KINDS = [
  'v1/ConfigMap', 'v1/Endpoints', 'v1/LimitRange', 'v1/Namespace', 'v1/PersistentVolume', 'v1/PersistentVolumeClaim', 'v1/Pod', 'v1/PodTemplate',
  'v1/ReplicationController', 'v1/ResourceQuota', 'v1/Secret', 'v1/Service', 'v1/ServiceAccount',
  'apps/v1/DaemonSet', 'apps/v1/Deployment', 'apps/v1/ReplicaSet', 'apps/v1/StatefulSet',
  'autoscaling/v1/HorizontalPodAutoscaler', 'autoscaling/v2/HorizontalPodAutoscaler',
  'batch/v1/CronJob', 'batch/v1/Job',
  'discovery.k8s.io/v1/EndpointSlice',
  'networking.k8s.io/v1/Ingress', 'networking.k8s.io/v1/IngressClass', 'networking.k8s.io/v1/NetworkPolicy',
  'policy/v1/PodDisruptionBudget',
  'rbac.authorization.k8s.io/v1/ClusterRole', 'rbac.authorization.k8s.io/v1/ClusterRoleBinding',
  'rbac.authorization.k8s.io/v1/Role', 'rbac.authorization.k8s.io/v1/RoleBinding',
  'scheduling.k8s.io/v1/PriorityClass', 'storage.k8s.io/v1/StorageClass',
];

const OUTPUT = join(__dirname, '..', 'src', 'manifest', 'schema', 'definitions.ts');

/** What a document says of one type, as far as it matters here. */
interface Definition {
  readonly 'properties'?: Readonly<Record<string, Property>>;
  readonly 'type'?: string;
  readonly 'format'?: string;
  readonly 'x-kubernetes-group-version-kind'?: readonly { readonly group: string; readonly version: string; readonly kind: string }[];
}

interface Property {
  readonly type?: string;
  readonly format?: string;
  readonly $ref?: string;
  readonly items?: Property;
  readonly additionalProperties?: Property;
}

/** The definitions of one minor version by their full names. */
type Document = ReadonlyMap<string, Definition>;

/** Which feature gates are on by default in it. */
type Gates = ReadonlyMap<string, boolean>;

/** Types that are written in another way than the documents say, by the end of their names. */
const SPECIAL: Readonly<Record<string, string>> = {
  Quantity: 'quantity',
  IntOrString: 'intOrString',
  Time: 'time',
  MicroTime: 'time',
  FieldsV1: 'any',
};

const sources = sourcesOf(VERSIONS);
const documents = sources.map(documentOf);
const gates = sources.map((source, index) => defaultsOf(source, minorAt(index)));
requireKnownGates();
const newest = documents[documents.length - 1];
const roots = KINDS.map(kind => [kind, rootOf(kind)] as const);
const reachable = [...reachableFrom(roots.map(([, name]) => name))].sort();
const shortNames = shortNamesOf(reachable);
requireFieldsOfGates();
writeFileSync(OUTPUT, rendered());

/** The folder of each version's source; the one at `index` is that of the minor version 28 + `index`. */
function sourcesOf(versions: readonly string[]): string[] {
  const directory = mkdtempSync(join(tmpdir(), 'kubernetes-schema-'));
  try {
    writeFileSync(join(directory, 'go.mod'), 'module schema\n');
    // the source of a version is given only to a Go that could build it
    const env = { ...process.env, GOTOOLCHAIN: 'auto' };
    return versions.map(version => {
      const module = execFileSync('go', ['mod', 'download', '-json', `k8s.io/kubernetes@v${version}`], { cwd: directory, encoding: 'utf8', env });
      return (JSON.parse(module) as { Dir: string }).Dir;
    });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function documentOf(source: string): Document {
  const { definitions } = JSON.parse(readFileSync(join(source, 'api', 'openapi-spec', 'swagger.json'), 'utf8')) as {
    definitions: Record<string, Definition>;
  };
  return new Map(Object.entries(definitions));
}

function minorAt(index: number): number {
  return 28 + index;
}

function requireKnownGates(): void {
  const [before, last] = [sources.length - 2, sources.length - 1];
  const asked = gatesAskedBy(sources[last]);
  const changed = [...asked].filter(gate => gates[last].get(gate) !== gates[before].get(gate))
    .map(gate => `  ${gate} is ${gates[last].get(gate) === true ? 'on' : gates[last].get(gate) === false ? 'off' : 'gone, and so on'} by default`).sort();
  process.stdout.write(`feature gates that are new or changed since Kubernetes ${VERSIONS[before]}:\n${changed.join('\n')}\n`);
  const unknown = unknownGates(asked, gates[last]);
  if (unknown.length > 0) {
    throw new Error(`scripts/feature-gates.ts does not know ${unknown.join(', ')}; say which fields they drop, or that they drop none`);
  }
}

function requireFieldsOfGates(): void {
  const places = new Set(reachable.flatMap(name => fieldNames(name).map(field => `${shortNames.get(name)!}.${field}`)));
  const missing = Object.values(GATED_FIELDS).flat().filter(place => !places.has(place));
  if (missing.length > 0) {
    throw new Error(`scripts/feature-gates.ts names ${missing.join(', ')}, which no version has`);
  }
}

function rootOf(apiVersionAndKind: string): string {
  const isMeant = (definition: Definition) => (definition['x-kubernetes-group-version-kind'] ?? [])
    .some(({ group, version, kind }) => [group, version, kind].filter(part => part !== '').join('/') === apiVersionAndKind);
  const [name] = [...newest].find(([, definition]) => isMeant(definition)) ?? [];
  if (name === undefined) {
    throw new Error(`no definition of ${apiVersionAndKind}`);
  }
  return name;
}

/** The names of all objects to which these lead, in any version. */
function reachableFrom(names: readonly string[]): Set<string> {
  const found = new Set<string>();
  const visit = (name: string) => {
    if (lastDefinition(name)?.type !== 'object' || SPECIAL[kindOf(name)] !== undefined || found.has(name)) {
      return;
    }
    found.add(name);
    fieldNames(name).forEach(field => referenced(lastProperty(name, field)).forEach(visit));
  };
  names.forEach(visit);
  return found;
}

function referenced(property: Property): string[] {
  return [property, property.items, property.additionalProperties].flatMap(part => part?.$ref === undefined ? [] : [part.$ref.split('/').pop()!]);
}

/** `PodSpec` of `io.k8s.api.core.v1.PodSpec`. */
function kindOf(name: string): string {
  return name.split('.').pop()!;
}

function lastDefinition(name: string): Definition | undefined {
  return [...documents].reverse().find(document => document.has(name))?.get(name);
}

/** The fields that a definition has in any version. */
function fieldNames(name: string): string[] {
  return [...new Set(documents.flatMap(document => Object.keys(document.get(name)?.properties ?? {})))].sort();
}

/** The field as the last version describes it that has it. */
function lastProperty(name: string, field: string): Property {
  return [...documents].reverse().map(document => document.get(name)?.properties?.[field]).find(property => property !== undefined)!;
}

/** As many of the last parts of each name as tell it from the others: the kind, then its version, then its group. */
function shortNamesOf(names: readonly string[]): Map<string, string> {
  const ending = (name: string, parts: number) => name.split('.').slice(-parts).join('.');
  const short = (name: string, parts = 1): string => names.some(other => other !== name && ending(other, parts) === ending(name, parts))
    ? short(name, parts + 1)
    : ending(name, parts);
  return new Map(names.map(name => [name, short(name)]));
}

/** A type as the table writes it. */
function typeOf(property: Property): string {
  if (property.items) {
    return `${typeOf(property.items)}[]`;
  }
  if (property.additionalProperties) {
    return `${typeOf(property.additionalProperties)}{}`;
  }
  if (property.$ref !== undefined) {
    const name = property.$ref.split('/').pop()!;
    return SPECIAL[kindOf(name)] ?? shortNames.get(name)!;
  }
  switch (property.format ?? property.type) {
    case 'int32': return 'int32';
    case 'int64': return 'int64';
    case 'double': return 'number';
    case 'byte': return 'bytes';
    case 'boolean': return 'boolean';
    case 'string': return 'string';
    default: throw new Error(`no name for the type ${JSON.stringify(property)}`);
  }
}

/** `@34` since 1.34, `@-31` until before 1.31, `@30-34` both; counted from the first version that has the definition. */
function span(name: string, field: string): string {
  const versions = documents.map((document, index) => ({ minor: minorAt(index), definition: document.get(name) }))
    .filter(({ definition }) => definition);
  const having = versions.filter(({ definition }) => definition?.properties?.[field]);
  const first = having[0].minor > versions[0].minor ? `${having[0].minor}` : '';
  const last = having[having.length - 1].minor;
  const end = last < versions[versions.length - 1].minor ? `-${last + 1}` : '';
  return first + end === '' ? '' : `@${first}${end}`;
}

/** `?EnvFiles` where the API server drops the field in some version, as that gate is off. */
function gateMark(name: string, field: string): string {
  const place = `${shortNames.get(name)!}.${field}`;
  const [gate] = Object.entries(GATED_FIELDS).find(([, fields]) => fields.includes(place)) ?? [];
  return gate === undefined ? '' : `?${gate}`;
}

/** The first version that has the gate on; a version that no longer knows it behaves as if it were. */
function onSince(gate: string): string {
  const isOff = gates.map((version: Gates) => version.get(gate) === false);
  const on = isOff.lastIndexOf(true) + 1;
  if (isOff.slice(0, on).some((off, index) => !off && gates[index].has(gate))) {
    throw new Error(`the gate ${gate} was turned off again, which the table cannot say`);
  }
  return on < gates.length ? `1.${minorAt(on)}` : '';
}

function line(name: string): string {
  const fields = fieldNames(name).map(field => {
    const type = typeOf(lastProperty(name, field));
    return `${field}${type === 'string' ? '' : `:${type}`}${span(name, field)}${gateMark(name, field)}`;
  });
  return [shortNames.get(name)!, ...fields].join(' ');
}

function rendered(): string {
  return `// Generated by scripts/schema.ts from the OpenAPI documents of Kubernetes. To modify, edit that file and run "npx projen schema".

/**
 * The versions whose documents it comes from.
 */
export const DOCUMENTS: readonly string[] = [${VERSIONS.map(version => `'${version}'`).join(', ')}];

/**
 * Which definition describes the objects of a kind, by \`apiVersion/kind\`.
 */
export const KINDS: Readonly<Record<string, string>> = {
${roots.map(([kind, name]) => `  '${kind}': '${shortNames.get(name)!}',`).join('\n')}
};

/**
 * The feature gates that the definitions name, with the first version that has each on by default; empty where none has.
 */
export const GATES: Readonly<Record<string, string>> = {
${Object.keys(GATED_FIELDS).sort().map(gate => `  ${gate}: '${onSince(gate)}',`).join('\n')}
};

/**
 * One definition a line: its name, and its fields as \`name:type@since-until?gate\`.
 *
 * A type is string where none is written; \`[]\` after it makes a list and \`{}\` an object of any keys. \`@34\` says that
 * the field is there since 1.34, \`@-31\` that 1.31 has it no longer; a field without is in every version. \`?EnvFiles\` says
 * that the API server drops the field while that feature gate is off.
 */
export const DEFINITIONS = \`
${reachable.map(line).join('\n')}
\`;
`;
}
