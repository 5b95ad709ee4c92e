import { outputOf, shownCommands } from './commands';
import { pageOf } from './pages';

const PAGE = pageOf('page.md', `# Page

\`\`\`yaml
# budget.yaml
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: db }
spec: { maxUnavailable: 0, selector: { matchLabels: { app: db } } }
\`\`\`

\`\`\`ts
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
const app = new App();
new kplus.ConfigMap(new Chart(app, 'chart'), 'settings');
app.synth();
\`\`\`

\`\`\`sh
npm install
npx stateful-app check budget.yaml   # the file
npx stateful-app check dist/
helm template chart | npx stateful-app check -
\`\`\`

\`\`\`text
what it prints
\`\`\`

\`\`\`sh
npx stateful-app check budget.yaml
\`\`\`
`);

const [shown, ...more] = shownCommands(PAGE);

test('commands count only where their output is shown', () => {
  expect(more).toEqual([]);
});

test('commands of others, and those with input of others, are left out', () => {
  expect(shown).toMatchObject({ commands: ['check budget.yaml', 'check dist/'], output: 'what it prints\n' });
});

test('files are those that the page shows, and those that its program wrote', () => {
  expect(Object.keys(shown!.files)).toEqual(['budget.yaml', 'dist/chart.k8s.yaml']);
});

test('the output is that of all commands', async () => {
  const output = await outputOf(shown!);
  expect(output).toMatch(/^error\[R90\][^]*1 error in 1 file \(1 object\)[^]*nothing was checked, [^\n]*\n$/);
});
