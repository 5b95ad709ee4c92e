import { shell } from './support/shell';
import { SCALARS } from '../cli/scalars';

// what a value is decides kubectl, before the API server sees it
test('kubectl makes of each scalar what the reader of the command does', async () => {
  const data = SCALARS.map(([scalar], index) => `  scalar-${index}: ${scalar}\n`).join('');
  const manifest = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: scalars }\ndata:\n${data}`;
  const files = await shell('kubectl create --dry-run=client --validate=false --output json --filename scalars.yaml > scalars.json', new Map([['scalars.yaml', manifest]]));
  const read = (JSON.parse(files.get('scalars.json')!) as { data: Record<string, unknown> }).data;
  expect(SCALARS.map(([scalar], index) => [scalar, read[`scalar-${index}`]])).toEqual(SCALARS);
});
