import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Assembly, assemblyIn, Types } from '../../../src/adopt/types';

const ROOT = join(__dirname, '..', '..', '..');
const EXCERPT = join(__dirname, 'library.json');

/** What adopted programs begin with. */
const ENTRIES = ['ExternalTrafficPolicy', 'HeadlessService', 'IpFamily', 'IpFamilyPolicy', 'NodeInclusionPolicy', 'PersistentVolumeClaimRetentionPolicyType',
  'PodServices', 'SessionAffinity', 'StatefulApp', 'UnhealthyPodEvictionPolicy', 'UpdateStrategy', 'WhenUnsatisfiable'];

/**
 * The types of the library, from an excerpt of what jsii wrote: tests run before it does.
 */
export function libraryExcerpt(): Assembly {
  return JSON.parse(readFileSync(EXCERPT, 'utf8')) as Assembly;
}

/** All types that programs import, by the names by which they know the packages. */
export function allTypes(): Types {
  const folder = (name: string) => dirname(require.resolve(`${name}/package.json`));
  return new Types(new Map([
    ['cdk8s', assemblyIn(folder('cdk8s'))], ['kplus', assemblyIn(folder('cdk8s-plus-28'))],
    ['constructs', assemblyIn(folder('constructs'))], ['cdk8s-stateful-app', libraryExcerpt()],
  ]));
}

/** Whether what the excerpt says is true of the library as it is compiled; it may say less. */
export function isExcerptTrue(): boolean {
  // the package for another cdk8s-plus has its number in its name
  return isPart(libraryExcerpt(), JSON.parse(JSON.stringify(assemblyIn(ROOT)).replace(/cdk8s-stateful-app-[0-9]+/g, libraryExcerpt().name)));
}

function isPart(part: unknown, whole: unknown): boolean {
  if (Array.isArray(part)) {
    return Array.isArray(whole) && part.every(item => whole.some(other => isPart(item, other)));
  }
  return typeof part !== 'object' || part === null
    ? part === whole
    : typeof whole === 'object' && whole !== null && Object.entries(part).every(([key, item]) => isPart(item, (whole as Raw)[key]));
}

/** The excerpt of what jsii wrote about the library as it is compiled. */
export function writtenExcerpt(): string {
  return `${JSON.stringify(excerptOf(assemblyIn(ROOT)), null, 1)}\n`;
}

type Raw = Readonly<Record<string, unknown>>;

function excerptOf({ name, targets: { python }, types }: Assembly): object {
  const found = new Map<string, unknown>();
  const visit = (fqn: string) => {
    const type = types[fqn];
    if (type !== undefined && !found.has(fqn)) {
      const excerpt = essential(type) as Raw;
      found.set(fqn, excerpt);
      Array.from(JSON.stringify(excerpt).matchAll(new RegExp(`"${name}\\.([A-Za-z]+)"`, 'g')), ([, each]) => visit(`${name}.${each}`));
    }
  };
  ENTRIES.forEach(each => visit(`${name}.${each}`));
  return { name, version: '0.0.0', targets: { python }, types: Object.fromEntries([...found].sort(([one], [other]) => one < other ? -1 : 1)) };
}

const ESSENTIAL = ['kind', 'datatype', 'base', 'interfaces', 'initializer', 'methods', 'properties', 'parameters', 'returns', 'name', 'type', 'fqn', 'collection',
  'elementtype', 'variadic', 'primitive'];

function essential(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(essential);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const { fqn, ...entries } = value as Raw;
  // a type knows its own name by where it stands
  const all = 'assembly' in entries || fqn === undefined ? entries : { fqn, ...entries };
  return Object.fromEntries(Object.entries(all).filter(([key]) => ESSENTIAL.includes(key)).map(([key, item]) => [key, essential(item)]));
}
