import { HOSTILE } from './support';
import { formatMarkdown } from '../../src/drawing/markdown';
import { formatMermaid } from '../../src/drawing/mermaid';
import { picture } from '../../src/manifest/picture';
import { rendered } from '../commonmark';
import { drawn, objects, podService } from '../manifest/picture/support';

const markdown = (...args: Parameters<typeof objects>) => formatMarkdown(picture(objects(...args)));
const compared = (...args: Parameters<typeof objects>) => formatMarkdown(picture(objects(...args), { before: objects() }));

describe('Mermaid', () => {
  test('has a title and a description', () => {
    expect(formatMermaid([drawn()]).split('\n').slice(0, 3)).toEqual([
      'flowchart TB',
      '  accTitle: StatefulSet db',
      '  accDescr: StatefulSet db with 3 pods and 3 claims, governed by Service db, led to by Service db-client, with PodDisruptionBudget db.',
    ]);
  });

  test('draws the claims of each pod, and its own Services', () => {
    expect(formatMermaid([drawn({}, podService('db-1'))]).split('\n')).toEqual(expect.arrayContaining([
      '  a0p1 --- a0p1c0[("PersistentVolumeClaim data-db-1<br/>10Gi, fast")]',
      '  a0p1s0["Service db-1<br/>LoadBalancer, ports client 5432"] --> a0p1',
    ]));
  });

  test('tells pods that are not drawn', () => {
    expect(formatMermaid([drawn({ 'replicas: 3': 'replicas: 1001' })])).toContain('a0more["1 more pods"]');
  });

  test('takes nothing of a manifest for its own', () => {
    expect(formatMermaid([drawn(HOSTILE)])).not.toMatch(/<(?!br\/>)|`|#quot;|[\u0001\u202e]/);
  });
});

describe('Markdown', () => {
  test('has a diagram and a table with the same facts', () => {
    const text = markdown();
    expect(text).toContain('```mermaid\nflowchart TB\n');
    expect(text).toContain('| PersistentVolumeClaim `data-db-1` | 10Gi · fast · ReadWriteOnce');
  });

  test('tells of an update what changes, and not what stays', () => {
    const text = compared({ 16.4: '17.0' });
    expect(text).toContain('| StatefulSet db | `spec.template.spec.containers[0].image` | `example.com/db:16.4` | `example.com/db:17.0` |');
    expect(text).not.toContain('| Service `db-client`');
  });

  test('has the plan', () => {
    expect(compared({ 16.4: '17.0' })).toContain('| 2 | db-2 is gone: create db-2 (new template) | 2 |');
  });

  test('an application that does not change is named', () => {
    expect(compared()).toContain('Unchanged, or not told for want of room: db.');
  });

  test('tells what is found, with what to do', () => {
    expect(markdown({ 'targetPort: client': 'targetPort: clinet' })).toContain('- ▲ **error [R20 target-port-not-found](https://');
  });

  test('tells what is found elsewhere', () => {
    expect(markdown({}, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'A B' } })).toContain('### Found elsewhere');
  });

  test('is a comment that GitHub takes, however many applications there are', () => {
    const many = Array.from({ length: 80 }, (_, index) => objects({
      '  name: db\n': `  name: app${index}\n`, '  name: db-client': `  name: app${index}-client`, 'serviceName: db': `serviceName: app${index}`, '{ app: db }': `{ app: app${index} }`, '10Gi': `${index + 1}Gi`,
    })).flat();
    const text = formatMarkdown(picture(many));
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/Not told for want of room: .* and \d+ more\./);
  });

  test('tells a value that is long in short', () => {
    expect(compared({ 'example.com/db:16.4': 'x'.repeat(200) })).toContain(`\`${'x'.repeat(80)}…\``);
  });

  test('takes nothing of a manifest for its own', () => {
    const page = rendered(markdown(HOSTILE));
    expect(page).toContain('&lt;/script&gt;&lt;b&gt;&amp;amp;|`');
    expect(page).not.toMatch(/<\/?(b|img|script)\b/);
  });
});
