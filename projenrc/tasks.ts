import { cdk8s } from 'projen';

/**
 * What contributors run beside the tasks of projen.
 */
export function tasks(library: cdk8s.ConstructLibraryCdk8s): void {
  const jest = library.testTask.steps.findIndex(step => step.execArgs?.[0] === 'jest');
  // CI takes every case and counts what they reach; a contributor's own run does by `WHOLE=1 npx projen test --coverage`
  library.testTask.updateStep(jest, { exec: 'jest --ci', condition: 'sh -c \'test -z "$CI"\'', receiveArgs: true });
  library.testTask.insertStep(jest, { exec: 'jest --ci --coverage', condition: 'sh -c \'test -n "$CI"\'', receiveArgs: true });
  library.addTask('examples', {
    description: 'synthesize every example with cdk8s-cli',
    steps: [{ exec: 'tsx examples/synth-all.ts', receiveArgs: true }],
  });
  library.addTask('bench', {
    description: 'compare StatefulApp with raw ApiObjects, cdk8s-plus, and Helm and Jsonnet where there is Go (CPU time and peak memory of whole processes)',
    steps: [{ exec: 'tsx bench/main.ts', receiveArgs: true }],
  });
  library.addTask('test:adopt', {
    description: 'adopt the fixtures, or the files and folders given, with the command as it is packaged; needs `npx projen compile`',
    exec: 'tsx test/adopt/run.ts',
    receiveArgs: true,
  });
  library.addTask('test:whole', {
    description: 'run the tests of which `test` takes a sample, with every case',
    env: { WHOLE: '1' },
    exec: 'jest --coverage=false --passWithNoTests=false test/one-voice test/manifest/rules/target-versions test/manifest/order test/manifest/scale test/manifest/any-input test/adopt/cases',
    receiveArgs: true,
  });
  library.addTask('docs:rules', {
    description: 'write docs/rules/ from the rules and their cases',
    exec: 'tsx scripts/rule-pages.ts',
  });
  library.addTask('docs:pictures', {
    description: 'draw in README.md and docs/ what the programs above the drawings make',
    exec: 'tsx scripts/pictures.ts',
  });
  library.addTask('schema', {
    description: 'write the table of the fields that Kubernetes knows, from its source (needs Go)',
    exec: 'tsx scripts/schema.ts',
  });
}
