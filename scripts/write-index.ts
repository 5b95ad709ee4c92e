import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lazyExports } from './lazy-exports';

// Runs after the compiler, which writes an index that loads everything.
const root = join(__dirname, '..');
writeFileSync(join(root, 'lib', 'index.js'), lazyExports(readFileSync(join(root, 'src', 'index.ts'), 'utf8')));
