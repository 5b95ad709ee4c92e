import { spawnSync } from 'node:child_process';
import { GoProgram } from './go-program';
import { KubernetesObject, Manifest } from './objects';

/** What an Application is to make, and what is there. */
export interface Pair {
  target: Manifest;
  live: KubernetesObject;
}

/** By which an Application knows its objects. https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/ */
export function tracked(manifest: Manifest, namespace: string): Manifest {
  const { apiVersion, kind, metadata } = manifest;
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  const id = `databases:${group}/${kind}:${namespace}/${metadata.name}`;
  return { ...manifest, metadata: { ...metadata, namespace, annotations: { ...metadata.annotations, 'argocd.argoproj.io/tracking-id': id } } };
}

/**
 * The objects that Argo CD would show as OutOfSync, with what differs.
 *
 * @param types the file of what the API server says of its types, for an Application with `ServerSideApply=true`
 */
export function outOfSync({ file }: GoProgram, pairs: readonly Pair[], types?: string): string[] {
  const { status, stdout, stderr, error } = spawnSync(file, { input: JSON.stringify({ pairs, types }), encoding: 'utf8', maxBuffer: 2 ** 27 });
  if (status !== 0) throw new Error(`argo-cd failed: ${error?.message ?? stderr}`);
  const results = JSON.parse(stdout) as { modified: boolean; live: unknown; predicted: unknown }[];
  return results.flatMap(({ modified, live, predicted }, index) => {
    const { kind, metadata } = pairs[index]!.target;
    return modified ? [`${kind}/${metadata.name}: ${differences('', live, predicted).join(', ')}`] : [];
  });
}

function differences(path: string, one: unknown, other: unknown): string[] {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    return one === other ? [] : [path];
  }
  const [before, after] = [one, other] as Record<string, unknown>[];
  return [...new Set([...Object.keys(before!), ...Object.keys(after!)])].flatMap((key) => differences(`${path}/${key}`, before![key], after![key]));
}
