/**
 * Packages the library for Java or Go into dist/java or dist/go, as jsii-pacmak does, built against the bindings of its
 * peers that are made here.
 */
import { cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bindingsOfPeers, CompiledLanguage, pacmak } from './bindings';

const ROOT = join(__dirname, '..');

function packageFor(language: CompiledLanguage): void {
  const bindings = bindingsOfPeers(language);
  const work = mkdtempSync(join(tmpdir(), 'package-'));
  const made = join(work, language);
  try {
    mkdirSync(made);
    // jsii-pacmak builds against what is in its output directory
    readdirSync(bindings).forEach(name => symlinkSync(join(bindings, name), join(made, name)));
    pacmak(language, work, [ROOT]);
    rmSync(join(ROOT, 'dist', language), { recursive: true, force: true });
    readdirSync(made)
      .filter(name => !lstatSync(join(made, name)).isSymbolicLink())
      .forEach(name => cpSync(join(made, name), join(ROOT, 'dist', language, name), { recursive: true }));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const [language] = process.argv.slice(2);
if (language === 'java' || language === 'go') {
  packageFor(language);
} else {
  process.stderr.write(`usage: package.ts java|go (not ${JSON.stringify(language)}); jsii-pacmak alone packages for the other languages\n`);
  process.exitCode = 2;
}
