import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** The languages whose packages are built against packages of the peers. */
export type CompiledLanguage = 'java' | 'go';

const PEERS = ['constructs', 'cdk8s', 'cdk8s-plus-28'] as const;

/** For Maven: nobody reads the documentation of the peers here. */
const FOR_PEERS = '-Dmaven.javadoc.skip=true -Dmaven.source.skip=true';

/** The packages of the peers, as they are installed here: the name, the version and the directory of each. */
export function peers(): { name: string; version: string; directory: string }[] {
  return PEERS.map(name => {
    const manifest = require.resolve(`${name}/package.json`);
    return { name, version: versionIn(manifest), directory: dirname(manifest) };
  });
}

/**
 * The directory with the bindings of the peers: a Maven repository, or Go modules. They are made once from the npm packages
 * that are installed here, so that every language has the very same versions: Maven takes the newest of a range, Go what a
 * peer was built with, and not every registry has them.
 */
export function bindingsOfPeers(language: CompiledLanguage): string {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  const versions = [...peers(), { name: 'jsii-pacmak', version: versionIn(require.resolve('jsii-pacmak/package.json')) }];
  const bindings = join(cache, 'cdk8s-stateful-app', `bindings_${versions.map(({ name, version }) => `${name}-${version}`).join('_')}`, language);
  if (!existsSync(bindings)) {
    process.stderr.write(`makes the ${language} bindings of ${PEERS.join(', ')} (once, some minutes)\n`);
    const made = `${bindings}.${process.pid}`;
    pacmak(language, made, peers().map(({ directory }) => directory), FOR_PEERS);
    try {
      renameSync(join(made, language), bindings);
    } catch (error) {
      // another process was faster
      if (!existsSync(bindings)) {
        throw error;
      }
    } finally {
      rmSync(made, { recursive: true, force: true });
    }
  }
  return bindings;
}

/** Packages the npm packages in these directories for a language, into a directory that is called like it. */
export function pacmak(language: CompiledLanguage, outdir: string, directories: readonly string[], mavenOptions = ''): void {
  mkdirSync(outdir, { recursive: true });
  const options = [
    '--verbose', '--targets', language, '--outdir', outdir, '--no-npmignore',
    // it has an empty one for each run otherwise, and downloads Maven's own plugins each time
    '--maven-local-repository', join(homedir(), '.m2', 'repository'),
    // what is built here is for the output directory only
    '--mvn-define', 'maven.install.skip=true',
  ];
  execFileSync(process.execPath, [require.resolve('jsii-pacmak/bin/jsii-pacmak'), ...options, ...directories], {
    stdio: 'inherit',
    env: { ...process.env, MAVEN_OPTS: [process.env.MAVEN_OPTS, mavenOptions].filter(Boolean).join(' ') },
  });
}

/** The version in this package.json. */
export function versionIn(manifest: string): string {
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  return version;
}
