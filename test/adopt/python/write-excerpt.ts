import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writtenExcerpt } from './types';

// Writes what the tests of adopt know of the types of the library, from what jsii made of it: after `npx projen compile`.
writeFileSync(join(__dirname, 'library.json'), writtenExcerpt());
