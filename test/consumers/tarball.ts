import { execFileSync } from 'node:child_process';

/** What users need: the library and its types, what jsii knows of it, the command and what that needs, and whose it is. */
const NEEDED = [
  /^(package\.json|README\.md|LICENSE|\.jsii|\.jsii\.tabl\.json)$/,
  /^lib\/.+\.(js|d\.ts)$/,
  /^bin\/stateful-app$/,
  /^node_modules\/(argparse|commander|js-yaml|picocolors|yaml)\//,
  // the language server
  /^node_modules\/vscode-(jsonrpc|languageserver(-protocol|-textdocument|-types)?)\//,
];

/**
 * @throws where the tarball lacks a kind of files that users need, has others, or has sources in its code
 */
export function requireContents(tarball: string): void {
  const files = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).trim().split('\n').map(name => name.replace(/^package\//, ''));
  const others = files.filter(file => !NEEDED.some(pattern => pattern.test(file)));
  if (others.length > 0) {
    throw new Error(`the tarball has files that its users do not need; add them to the npmignore of .projenrc.ts:\n${others.join('\n')}`);
  }
  const missing = NEEDED.filter(pattern => !files.some(file => pattern.test(file)));
  if (missing.length > 0) {
    throw new Error(`the tarball has no file like ${missing.join(' or ')}`);
  }
  const index = execFileSync('tar', ['-xzOf', tarball, 'package/lib/stateful-app.js'], { encoding: 'utf8' });
  if (index.includes('sourceMappingURL')) {
    throw new Error('lib/stateful-app.js has a source map; its source is not in the tarball');
  }
}
