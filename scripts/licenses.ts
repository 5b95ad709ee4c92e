import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// Writes dist/licenses.csv, the licences of what the package bundles, from the bill of materials beside it, and fails where
// one of them asks more of users than to keep its notice.

const DIST = join(__dirname, '..', 'dist');
const PERMISSIVE = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'Python-2.0'];

interface Component {
  readonly name: string;
  readonly version: string;
  readonly licenses?: ReadonlyArray<{ readonly license?: { readonly id?: string; readonly name?: string }; readonly expression?: string }>;
}

const { components } = JSON.parse(readFileSync(join(DIST, 'sbom.cdx.json'), 'utf8')) as { components: Component[] };
if (components.length === 0) {
  throw new Error('dist/sbom.cdx.json has no components, and the command bundles some');
}

const rows = components.map(({ name, version, licenses = [] }) => ({
  name, version, license: licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name).join(' AND '),
}));
writeFileSync(join(DIST, 'licenses.csv'), ['name,version,license', ...rows.map(row => `${row.name},${row.version},${row.license}`)].join('\n') + '\n');

const others = rows.filter(({ license }) => !PERMISSIVE.includes(license));
if (others.length > 0) {
  console.error(`not known to be permissive: ${others.map(row => `${row.name}@${row.version} (${row.license || 'no licence'})`).join(', ')}`);
  process.exit(1);
}
console.log(`dist/licenses.csv: ${rows.length} bundled packages, all permissive`);
