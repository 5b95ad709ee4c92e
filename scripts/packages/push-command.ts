/**
 * Pushes the package of the command, as `release.ts js` has made it, into a repository of its own, with its version as a tag:
 * `push-command.ts URL`. There it is a hook of pre-commit and an action of GitHub. A version that is there already is left alone.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * @param directory the package
 * @returns the tag
 */
export function pushCommand(directory: string, url: string): string {
  const { version } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as { readonly version: string };
  const tag = `v${version}`;
  const clone = mkdtempSync(join(tmpdir(), 'push-'));
  const git = (...args: string[]) => execFileSync('git', ['-C', clone, ...args], { encoding: 'utf8', stdio: 'pipe' });
  try {
    git('clone', '--quiet', url, '.');
    if (git('tag', '--list', tag) !== '') {
      return tag;
    }
    readdirSync(clone).filter(name => name !== '.git').forEach(name => rmSync(join(clone, name), { recursive: true }));
    cpSync(directory, clone, { recursive: true });
    git('add', '--all', '--force');
    git('-c', `user.name=${NAME}`, '-c', `user.email=${EMAIL}`, 'commit', '--quiet', '--allow-empty', '--message', tag);
    git('tag', tag);
    git('push', '--quiet', '--atomic', 'origin', 'HEAD:refs/heads/main', tag);
    return tag;
  } finally {
    rmSync(clone, { recursive: true });
  }
}

/** The identity under which the workflow of the release commits. */
const NAME = 'github-actions[bot]';
const EMAIL = '41898282+github-actions[bot]@users.noreply.github.com';

if (require.main === module) {
  const [url, ...others] = process.argv.slice(2);
  if (url === undefined || others.length > 0) {
    process.stderr.write('usage: push-command.ts URL\n');
    process.exitCode = 2;
  } else {
    process.stdout.write(`${pushCommand(join(__dirname, '..', '..', '.packages', 'stateful-app'), url)}\n`);
  }
}
