import { cdk8s } from 'projen';

/**
 * What a program pays at its start.
 */
export function startUp(library: cdk8s.ConstructLibraryCdk8s): void {
  // maps and sources in the code are most of what Node.js reads when it loads a program, and of every package
  library.tsconfig!.file.addOverride('compilerOptions.inlineSourceMap', false);
  library.tsconfig!.file.addOverride('compilerOptions.inlineSources', false);
  // parts and what tests need are a third of what an import costs
  library.compileTask.exec('tsx scripts/write-index.ts');
  // a file takes longer to find and read than to run
  library.compileTask.exec('tsx scripts/write-bundles.ts');
}
