import { eventually } from './eventually';
import { run } from './exec';
import { TestNamespace } from '../../support/namespace';

/** Makes the file by which a person decides what becomes of the empty volume of a pod: `initialize`, `clone-from-db-2`. */
export async function decide(namespace: TestNamespace, pod: string, decision: string): Promise<void> {
  await eventually(async () => {
    // the step may go on before the answer is here
    if (!hasMadeData(namespace, pod)) await run(namespace, pod, `touch /start-up/volume/${decision}`, 'start-up');
  });
}

function hasMadeData(namespace: TestNamespace, pod: string): boolean {
  const steps = namespace.pods.get(pod)?.status?.initContainerStatuses;
  return steps?.find(({ name }) => name === 'start-up')?.state?.terminated?.exitCode === 0;
}
