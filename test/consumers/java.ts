import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
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
    writeFileSync(join(directory, 'settings.xml'), settings({ dist: join(DIST, 'java'), peers: bindingsOfPeers('java') }));
    // Maven keeps what it got, and asks for that version no more; a package of an earlier run is none of this one's
    // (one path: the group is the same for each package, and a name in quotes would become that of the package)
    rmSync(join(homedir(), '.m2/repository/io/github/cdk8s-stateful-app'), { recursive: true, force: true });
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
