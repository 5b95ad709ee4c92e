import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';

const MODULE = join(__dirname, 'tools');
const PROGRAMS = join(__dirname, 'results', 'tools');

/** Of the module in bench/tools, in the versions that its go.mod pins. */
const PACKAGES = ['helm.sh/helm/v3/cmd/helm', 'github.com/google/go-jsonnet/cmd/jsonnet', 'github.com/yannh/kubeconform/cmd/kubeconform', './measure'];

const TEMPLATES: Readonly<Record<string, (count: number) => string[]>> = {
  helm: count => [
    program('helm'), 'template', 'bench', join(__dirname, 'helm'), '--namespace', 'bench', '--set', `count=${count}`,
    // settings of the user are none of the bench's
    '--kubeconfig', devNull, '--repository-config', devNull, '--registry-config', devNull,
  ],
  jsonnet: count => [program('jsonnet'), '-y', '--tla-code', `count=${count}`, join(__dirname, 'jsonnet', 'applications.jsonnet')],
};

/** What is no library for Node.js, and writes the same applications. */
export const TEMPLATE_VARIANTS: readonly string[] = Object.keys(TEMPLATES);

/**
 * Builds the programs. The build cache of Go makes it a matter of a second from the second time on.
 *
 * @returns why they cannot be built, where they cannot
 */
export function buildTools(): string | undefined {
  mkdirSync(PROGRAMS, { recursive: true });
  process.stderr.write('building Helm, Jsonnet and kubeconform, which takes some minutes the first time\n');
  const { status, stderr, error } = spawnSync('go', ['build', '-o', `${PROGRAMS}/`, ...PACKAGES], { cwd: MODULE, encoding: 'utf8' });
  if (error) {
    return `go does not start (${error.message})`;
  }
  return status === 0 ? undefined : `go build failed: ${stderr.trim().split('\n').slice(-1).join()}`;
}

/**
 * The command that renders that many applications of such a variant, and its arguments; undefined for another variant.
 */
export function templateCommand(variant: string, count: number, outdir: string): string[] | undefined {
  const template = TEMPLATES[variant];
  return template && [program('measure'), join(outdir, 'bench.k8s.yaml'), ...template(count)];
}

/** The file of a program that is built. */
export function program(name: string): string {
  return join(PROGRAMS, process.platform === 'win32' ? `${name}.exe` : name);
}
