import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { StatefulApp } from '../../../src';
import { CONTAINER } from '../../support';

const program = () => new App();
const chartOf = (app: App, id: string, namespace?: string) => new Chart(app, id, { namespace });
const db = (chart: Chart, id = 'db') => new StatefulApp(chart, id, { metadata: { name: 'db' }, containers: [CONTAINER] });

let warnings: string[];

beforeEach(() => {
  warnings = [];
  jest.spyOn(process.stderr, 'write').mockImplementation(text => warnings.push(String(text)) > 0);
});

afterEach(() => jest.restoreAllMocks());

describe('fails, and names both constructs, for', () => {
  test.each<[string, string, (app: App) => void]>([
    ['two apps of one name in a chart', '(c/b/Resource and c/a/Resource)', app => {
      const chart = chartOf(app, 'c');
      db(chart, 'a');
      db(chart, 'b');
    }],
    ['two apps of one name in charts of one namespace', '(d/db/Resource and c/db/Resource)', app => {
      db(chartOf(app, 'c', 'prod'));
      db(chartOf(app, 'd', 'prod'));
    }],
    ['a Service with the name of the headless one', 'c/service', app => {
      const chart = chartOf(app, 'c');
      db(chart);
      new kplus.Service(chart, 'service', { metadata: { name: 'db' }, ports: [{ port: 1 }], selector: kplus.Pods.select(chart, 'pods', { labels: { a: 'b' } }) });
    }],
    ['a Service with the name of one of many pods', 'c/service', app => {
      const chart = chartOf(app, 'c');
      new StatefulApp(chart, 'db', { metadata: { name: 'db' }, replicas: 8, containers: [CONTAINER] });
      new kplus.Service(chart, 'service', { metadata: { name: 'db-7' }, ports: [{ port: 1 }], selector: kplus.Pods.select(chart, 'pods', { labels: { a: 'b' } }) });
    }],
  ])('%s', (_, expected, fill) => {
    const app = program();
    fill(app);
    expect(() => app.synthYaml()).toThrow(/N05 object-twice/);
    expect(() => app.synthYaml()).toThrow(expected);
  });
});

test('two apps of one name in charts without a namespace may go to two', () => {
  const app = program();
  db(chartOf(app, 'c'));
  db(chartOf(app, 'd'));
  app.synthYaml();
  expect(warnings.filter(warning => warning.includes('N05'))).toEqual([expect.stringContaining('(d/db/Resource and c/db/Resource)')]);
});

test('two apps of one name in two namespaces are two', () => {
  const app = program();
  db(chartOf(app, 'c', 'prod'));
  db(chartOf(app, 'd', 'test'));
  app.synthYaml();
  expect(warnings.filter(warning => warning.includes('N05'))).toEqual([]);
});
