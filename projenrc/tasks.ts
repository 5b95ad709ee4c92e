import { cdk8s } from 'projen';

/**
 * What contributors run beside the tasks of projen.
 */
export function tasks(library: cdk8s.ConstructLibraryCdk8s): void {
  library.addTask('examples', {
    description: 'synthesize every example with cdk8s-cli',
    steps: [{ exec: 'tsx examples/synth-all.ts', receiveArgs: true }],
  });
  library.addTask('bench', {
    description: 'compare StatefulApp with raw ApiObjects, cdk8s-plus, and Helm and Jsonnet where there is Go (CPU time and peak memory of whole processes)',
    steps: [{ exec: 'tsx bench/main.ts', receiveArgs: true }],
  });
  library.addTask('docs:rules', {
    description: 'write docs/rules/ from the rules and their cases',
    exec: 'tsx scripts/rule-pages.ts',
  });
  library.addTask('schema', {
    description: 'write the table of the fields that Kubernetes knows, from its source (needs Go)',
    exec: 'tsx scripts/schema.ts',
  });
}
