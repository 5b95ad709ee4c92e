import { cdk8s, JsonPatch } from 'projen';
import { MATRIX } from '../scripts/packages/matrix';

/**
 * The packages for other languages, and programs that use them.
 */
export function packages(library: cdk8s.ConstructLibraryCdk8s): void {
  // the README leads to them; types carry the documentation of the API
  library.npmignore!.exclude('/API.md', '/SECURITY.md', '/CHANGELOG.md');

  // the example of the README in each language; the packages find it beside .jsii
  library.compileTask.exec('jsii-rosetta extract --strict');
  library.gitignore.exclude('.jsii.tabl.json');

  // some registries lack the peers in the versions of the npm packages
  for (const language of ['java', 'go']) {
    library.tasks.tryFind(`package:${language}`)!.reset(`tsx scripts/package.ts ${language}`);
  }
  library.addTask('test:consumers', {
    description: 'package for TypeScript, Python, Java and Go (or the languages given), and synthesize the same examples with each package',
    exec: 'tsx test/consumers/run.ts',
    receiveArgs: true,
  });
  otherPackages(library);
}

/**
 * The packages for a newer cdk8s-plus, and the command alone. See docs/adr/0015-packages.md.
 */
function otherPackages(library: cdk8s.ConstructLibraryCdk8s): void {
  // each is made there, of the files as they are
  library.gitignore.addPatterns('/.packages/');
  library.npmignore!.addPatterns('/.packages/');

  const quick = library.addTask('test:quick', {
    description: 'the types and the tests, without coverage and lint',
    steps: [{ exec: 'tsc --noEmit -p tsconfig.dev.json' }, { exec: 'jest --ci --coverage=false', receiveArgs: true }],
  });
  library.addTask('packages', {
    description: 'make the package for another cdk8s-plus in .packages/NN, and run tasks there: `npx projen packages 34 compile package:java`; all for each',
    exec: 'tsx scripts/packages/run.ts',
    receiveArgs: true,
  });
  for (const { minor } of MATRIX) {
    library.addTask(`packages:${minor}`, {
      description: `make the package for cdk8s-plus-${minor}, compile it, run all tests with it, and pack it for npm`,
      exec: `tsx scripts/packages/run.ts ${minor} compile ${quick.name} package:js`,
    });
  }
  library.addTask('packages:same', {
    description: 'hold what the package for another cdk8s-plus makes of generated programs against this one; a number of cdk8s-plus, or all',
    exec: 'tsx scripts/packages/same.ts',
    receiveArgs: true,
  });
  const release = library.addTask('packages:release', {
    description: 'make the packages for the others in one language, into dist beside that for cdk8s-plus-28',
    exec: 'tsx scripts/packages/release.ts',
    receiveArgs: true,
  });
  library.addTask('test:integrations', {
    description: 'run the package of the command under pre-commit, kustomize, kpt and editors, as far as they are installed',
    exec: 'tsx --test --test-reporter=spec test/integrations/*.ts',
  });
  const [newest] = [...MATRIX].reverse();
  library.buildWorkflow?.addPostBuildSteps({ name: `Package for cdk8s-plus-${newest.minor}`, run: `npx projen packages:${newest.minor}` });

  // each job of the release makes the packages of its language; all have the version that is in the package for cdk8s-plus-28
  const workflow = library.github?.tryFindWorkflow('release')?.file;
  for (const [job, language, step] of [['npm', 'js', 7], ['maven', 'java', 8], ['pypi', 'python', 8], ['golang', 'go', 8]] as const) {
    const path = `/jobs/release_${job}/steps/${step}`;
    workflow?.patch(
      JsonPatch.test(`${path}/id`, `create_${language}_artifact`),
      JsonPatch.replace(`${path}/run`, `cd .repo && npx projen package:${language} && npx projen ${release.name} ${language}`),
    );
  }
  // pre-commit and GitHub install from repositories, and this one is no package before it is compiled
  workflow?.patch(
    JsonPatch.test('/jobs/release_npm/steps/9/name', 'Release'),
    JsonPatch.add('/jobs/release_npm/steps/10', {
      name: 'Repository of the command',
      if: '${{ !inputs.dry_run }}',
      env: { TOKEN: '${{ secrets.COMMAND_GITHUB_TOKEN }}' },
      run: 'cd .repo && npx tsx scripts/packages/push-command.ts "https://x-access-token:$TOKEN@github.com/cdk8s-stateful-app/stateful-app.git"',
    }),
  );
}
