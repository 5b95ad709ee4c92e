import { TestNamespace } from '../../support/namespace';

/** The lines in the log of a container. */
export async function log(namespace: TestNamespace, pod: string, container: string): Promise<string[]> {
  const path = `/api/v1/namespaces/${namespace.name}/pods/${pod}/log`;
  const { message } = await namespace.api.request<{ message: string }>('GET', path, { query: { container } });
  return message.split('\n').filter((line) => line !== '');
}

/** What the step of a `BootstrapChain` has said in a pod. */
export async function bootstrapLog(namespace: TestNamespace, pod: string): Promise<string[]> {
  return (await log(namespace, pod, 'start-up')).filter((line) => line.startsWith('start-up: '));
}
