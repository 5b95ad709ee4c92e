import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { TestNamespace } from '../../support/namespace';

const ROOT = join(__dirname, '../../../..');
const DEADLINE = 300_000;

/** Runs a block of commands of a page as it is written there, in the namespace: the one that has this line. Fails if one of them does. */
export async function follow(namespace: TestNamespace, page: string, line: string): Promise<void> {
  const blocks = [...readFileSync(join(ROOT, page), 'utf8').matchAll(/^```shell\n(.*?)^```$/gms)].map(([, block]) => block!);
  const found = blocks.filter((block) => block.split('\n').includes(line));
  if (found.length !== 1) throw new Error(`${page} has ${found.length} blocks with the line "${line}", and not one`);
  const config = process.env.KUBECONFIG_TEST!;
  const kubectl = `kubectl() { command kubectl --kubeconfig '${config}' --cache-dir '${dirname(config)}/kubectl' --namespace ${namespace.name} "$@"; }`;
  await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', `${kubectl}\n${found[0]!}`], { timeout: DEADLINE });
}
