import { cdk8s } from 'projen';

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
}
