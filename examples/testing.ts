import { Chart, Testing } from 'cdk8s';

/** A Kubernetes object. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Record<string, string> };
  readonly [field: string]: unknown;
}

/** What the chart synthesizes, as `kind/name`. */
export function names(chart: Chart): string[] {
  return manifests(chart).map(nameOf);
}

/** The one object of that kind and name. */
export function find(chart: Chart, kind: string, name: string): Manifest {
  const found = manifests(chart).filter(manifest => manifest.kind === kind && manifest.metadata.name === name);
  if (found.length !== 1) {
    throw new Error(`${kind}/${name} is there ${found.length} times; the objects are ${names(chart).join(', ')}`);
  }
  return found[0]!;
}

/** The pod spec of the one object of that kind and name. */
export function podSpec(chart: Chart, kind: string, name: string): Record<string, unknown> {
  const { spec } = find(chart, kind, name) as unknown as { spec: Record<string, unknown> & { template?: { spec: Record<string, unknown> } } };
  return spec.template?.spec ?? spec;
}

/** The container or init container of that name in the pods of the one object of that kind and name. */
export function container(chart: Chart, kind: string, name: string, containerName: string): Record<string, unknown> {
  const { containers, initContainers } = podSpec(chart, kind, name) as Record<string, Record<string, unknown>[] | undefined>;
  const found = [...containers ?? [], ...initContainers ?? []].find(candidate => candidate.name === containerName);
  if (found === undefined) {
    throw new Error(`${kind}/${name} has no container "${containerName}"`);
  }
  return found;
}

function manifests(chart: Chart): Manifest[] {
  return Testing.synth(chart) as Manifest[];
}

function nameOf({ kind, metadata }: Manifest): string {
  return `${kind}/${metadata.name}`;
}
