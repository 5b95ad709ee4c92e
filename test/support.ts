import { Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { StatefulApp, StatefulAppProps } from '../src';
import { podSpecToJson } from '../src/private/cdk8s-plus';

/**
 * A manifest, or a part of one, of which a test knows more than the compiler.
 */
export type Manifest = Record<string, any>;

/**
 * An empty chart of an app of its own.
 */
export function chart(namespace?: string): Chart {
  return new Chart(Testing.app(), 'test', { namespace });
}

/**
 * The one object of that kind, and of that name where there are several.
 */
export function manifestOf(of: Chart, kind: string, name?: string): Manifest {
  const found = manifestsOf(of, kind).filter(manifest => name === undefined || manifest.metadata.name === name);
  if (found.length !== 1) {
    throw new Error(`${found.length} objects of kind ${kind}${name === undefined ? '' : ` and name ${name}`}`);
  }
  return found[0];
}

/**
 * All objects of that kind.
 */
export function manifestsOf(of: Chart, kind: string): Manifest[] {
  return (Testing.synth(of) as Manifest[]).filter(manifest => manifest.kind === kind);
}

/**
 * The names of all objects of that kind.
 */
export function namesOf(of: Chart, kind: string): string[] {
  return manifestsOf(of, kind).map(manifest => manifest.metadata.name);
}

/**
 * A container with one port.
 */
export const CONTAINER: kplus.ContainerProps = { image: 'postgres:16.4', ports: [{ number: 5432, name: 'client' }] };

/**
 * The least StatefulApp, `db`, with the given properties.
 */
export function statefulApp(scope: Chart, props: Partial<StatefulAppProps> = {}): StatefulApp {
  return new StatefulApp(scope, 'db', { metadata: { name: 'db' }, containers: [CONTAINER], ...props });
}

/**
 * The spec of the StatefulSet of such an app.
 */
export function specOf(props: Partial<StatefulAppProps> = {}): Manifest {
  const scope = chart();
  statefulApp(scope, props);
  return manifestOf(scope, 'StatefulSet').spec;
}

/**
 * The spec of the pods of such an app.
 */
export function podSpecOf(props: Partial<StatefulAppProps> = {}): Manifest {
  return specOf(props).template.spec;
}

/**
 * The pods of a StatefulSet of cdk8s-plus as that for 28 writes them. From 32 on they lose their volumes where there is no
 * claim template (its pull request 6750), and say `shareProcessNamespace: false`, which is so anyway.
 */
export function asEvery({ shareProcessNamespace: _, volumes: __, ...spec }: Manifest, workload: kplus.StatefulSet): Manifest {
  const { volumes } = podSpecToJson(kplus.AbstractPod.prototype._toPodSpec.call(workload));
  return volumes === undefined ? spec : { ...spec, volumes };
}
