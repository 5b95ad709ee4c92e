import { cdk8s } from 'projen';

/**
 * The command `stateful-app`. What it needs is bundled, as jsii packages cannot depend on what is no jsii package.
 */
export function commandLine(library: cdk8s.ConstructLibraryCdk8s): void {
  library.package.addBin({ 'stateful-app': 'bin/stateful-app' });
  library.addBundledDeps(
    // 15 wants Node 22
    'commander@^14.0.3',
    // the values of manifests, eight times faster than `yaml`
    'js-yaml@^4.3.2',
    // the places in manifests
    'yaml@^2.9.1',
    'picocolors@^1.1.1',
    // the protocol of editors, for `stateful-app lsp` alone
    'vscode-languageserver@^11.0.0',
    'vscode-languageserver-textdocument@^1.0.16',
  );
  library.addDevDeps('@types/js-yaml@^4.0.9');
}
