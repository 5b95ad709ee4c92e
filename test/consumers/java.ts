import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Consumer, copyFiles, DIST, ROOT, run } from './consumer';
import { bindingsOfPeers, peers, versionIn } from '../../scripts/bindings';

/** A Maven project that has the package from its repository in dist. */
export const java: Consumer = {
  language: 'java',
  task: 'package:java',
  async install(directory) {
    cpSync(join(__dirname, 'java'), directory, { recursive: true });
    copyFiles(directory);
    // Maven keeps what it got from a repository by the id of that; a package of an earlier run is none of this one's
    writeFileSync(join(directory, 'settings.xml'), settings({ [`dist-${process.pid}-${Date.now()}`]: join(DIST, 'java'), peers: bindingsOfPeers('java') }));
    await run('mvn', [...options(), 'compile'], { cwd: directory });
  },
  async synthesize(directory, out) {
    await run('mvn', [...options(), 'exec:java'], { cwd: directory, env: { CDK8S_OUTDIR: out } });
  },
};

function options(): string[] {
  const versions = [...peers(), { name: 'cdk8s-stateful-app', version: versionIn(join(ROOT, 'package.json')) }];
  return ['--batch-mode', '--quiet', '--settings', 'settings.xml', ...versions.map(({ name, version }) => `-D${name}.version=${version}`)];
}

function settings(repositories: Readonly<Record<string, string>>): string {
  const elements = Object.entries(repositories).map(([id, path]) => `<repository><id>${id}</id><url>${pathToFileURL(path).href}</url></repository>`);
  return `<settings>
  <profiles><profile><id>packages</id><repositories>${elements.join('')}</repositories></profile></profiles>
  <activeProfiles><activeProfile>packages</activeProfile></activeProfiles>
</settings>
`;
}
