import { lines, run } from './exec';
import { TestNamespace } from '../../support/namespace';
import { Pod, isReady, nameOf } from '../../support/objects';

/** Addresses that a name has for the programs of a pod, sorted; none where nobody knows it. */
export async function addresses(namespace: TestNamespace, from: string, name: string): Promise<string[]> {
  // a line for each kind of socket; 2 is what getent ends with for a name that does not exist
  const found = await lines(namespace, from, `getent ahostsv4 ${name} || [ $? = 2 ]`);
  return [...new Set(found.map((line) => line.split(/\s+/)[0]))].sort();
}

/** What the web server behind an address answers, as a pod sees it. */
export async function get(namespace: TestNamespace, from: string, url: string): Promise<string> {
  return (await run(namespace, from, fetching(url))).trim();
}

/** The host names that answer when a Service is asked so often that each pod behind it is all but sure to answer. */
export async function answering(namespace: TestNamespace, from: string, service: string): Promise<string[]> {
  return [...new Set(await lines(namespace, from, `for i in $(seq 30); do ${fetching(`http://${service}/hostname`)} || exit; done`))].sort();
}

/** The addresses of these pods, sorted. */
export function addressesOf(pods: (Pod | undefined)[]): string[] {
  return pods.map((pod) => pod?.status?.podIP ?? 'no address').sort();
}

/** Deletes a pod and waits until the one in its place is ready. */
export async function replace(namespace: TestNamespace, name: string): Promise<Pod> {
  const { uid } = namespace.pods.get(name)!.metadata!;
  await namespace.delete({ apiVersion: 'v1', kind: 'Pod' }, name);
  const isBack = (pod: Pod) => nameOf(pod) === name && pod.metadata?.uid !== uid && isReady(pod);
  const pods = await namespace.pods.until(`${name} back`, (all) => all.some(isBack));
  return pods.find(isBack)!;
}

function fetching(url: string): string {
  // busybox's own option for it crashes in Debian 12
  return `timeout 3 wget -q -O - ${url}`;
}
