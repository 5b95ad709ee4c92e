import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VERSIONS } from '../src/manifest/kubernetes/versions';

/** Of the kinds that the applications have: the file that kubeconform asks for, the document that has it, and its name there. */
const KINDS = [
  ['statefulset-apps-v1.json', 'apis__apps__v1_openapi.json', 'io.k8s.api.apps.v1.StatefulSet'],
  ['service-v1.json', 'api__v1_openapi.json', 'io.k8s.api.core.v1.Service'],
] as const;

/**
 * Writes JSON schemas of the newest Kubernetes, from its own source.
 *
 * @returns where they are, or why there are none
 */
export function writeSchemas(directory: string): { readonly directory?: string; readonly missing?: string } {
  const version = VERSIONS[VERSIONS.length - 1];
  const { status, stdout, stderr } = spawnSync('go', ['mod', 'download', '-json', `k8s.io/kubernetes@v${version}`], { encoding: 'utf8' });
  if (status !== 0) {
    return { missing: `the source of Kubernetes ${version} cannot be had: ${(stderr || stdout).trim().split('\n').slice(-1).join()}` };
  }
  const { Dir } = JSON.parse(stdout) as { Dir: string };
  mkdirSync(directory, { recursive: true });
  for (const [file, document, name] of KINDS) {
    const { components } = JSON.parse(readFileSync(join(Dir, 'api', 'openapi-spec', 'v3', document), 'utf8')) as { components: object };
    writeFileSync(join(directory, file), JSON.stringify({ $ref: `#/components/schemas/${name}`, components }));
  }
  return { directory };
}
