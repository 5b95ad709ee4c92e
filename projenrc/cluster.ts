import { cdk8s, github } from 'projen';

/**
 * Tests against a Kubernetes: its own control plane, or the cluster that KUBECONFIG_TEST names.
 */
export function cluster(library: cdk8s.ConstructLibraryCdk8s): void {
  // 2.x needs Node 22
  library.addDevDeps('@kubernetes/client-node@1.4.0');
  library.addTask('cluster:up', {
    description: 'build (once) and start a Kubernetes control plane for the tests; KUBERNETES_VERSION chooses the version',
    exec: 'test/cluster/bed/up.sh',
  });
  library.addTask('cluster:down', {
    description: 'stop the control plane of the tests and remove what it left',
    exec: 'test/cluster/bed/down.sh',
  });
  library.addTask('test:cluster', {
    description: 'run the tests that need a Kubernetes: up, jest, down',
    exec: 'test/cluster/bed/test.sh',
    receiveArgs: true,
  });
  library.addTask('node:up', {
    description: 'the same with a real node, which needs Linux and root; INSTALL_PACKAGES=1 installs what is missing',
    exec: 'test/cluster/bed/node/up.sh',
  });
  library.addTask('node:down', {
    description: 'stop the node of the tests and remove what it left',
    exec: 'test/cluster/bed/node/down.sh',
  });
  library.addTask('test:node', {
    description: 'run the tests that need real pods: up, jest, down',
    exec: 'test/cluster/bed/node/test.sh',
    receiveArgs: true,
  });
  library.addTask('test:faults', {
    description: 'what clients see of all faults of the examples in real pods; writes docs/faults',
    exec: 'test/cluster/bed/node/test.sh faults',
    env: { FAULTS: 'all' },
    receiveArgs: true,
  });
  library.addTask('test:controller', {
    description: 'compare the model of the StatefulSet controller with the controllers of several versions of Kubernetes, built from their source (needs Go)',
    exec: 'jest --config test/controller/jest.config.js',
    receiveArgs: true,
  });
  // every version of Kubernetes, which takes too long for each change
  const workflow = library.github!.addWorkflow('whole');
  workflow.on({ schedule: [{ cron: '0 3 * * 0' }], workflowDispatch: {} });
  workflow.addJob('whole', {
    runsOn: ['ubuntu-latest'],
    permissions: { contents: github.workflows.JobPermission.READ },
    steps: [
      github.WorkflowSteps.checkout(),
      { name: 'Setup Node.js', uses: 'actions/setup-node@v7.0.0', with: { 'node-version': '22' } },
      { name: 'Setup Go', uses: 'actions/setup-go@v6', with: { 'go-version': 'stable' } },
      { name: 'All of it', run: 'sudo -E env PATH="$PATH" .ci/run whole' },
    ],
  });
}
