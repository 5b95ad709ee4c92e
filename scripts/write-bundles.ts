import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundled } from './bundles';

// Runs after the compiler. Other modules, such as the parts, stay files of their own: few programs need them.
const ENTRIES = { app: 'stateful-app', check: 'private/check/program', command: 'cli/process' };

const LIB = join(__dirname, '..', 'lib');

const modules = new Map(readdirSync(LIB, { recursive: true, encoding: 'utf8' })
  .map(file => file.replaceAll('\\', '/'))
  .filter(file => file.endsWith('.js') && !file.startsWith('bundles/'))
  .map(file => [file.slice(0, -'.js'.length), readFileSync(join(LIB, file), 'utf8')]));

for (const [id, code] of bundled(modules, ENTRIES)) {
  const file = join(LIB, `${id}.js`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, code);
}
