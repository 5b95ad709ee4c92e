import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lazyParts } from './lazy-exports';

// Runs after the compiler, which has no way to say it.
const index = join(__dirname, '..', 'lib', 'index.js');
writeFileSync(index, lazyParts(readFileSync(index, 'utf8')));
