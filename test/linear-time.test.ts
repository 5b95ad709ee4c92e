import { App, Chart, Yaml } from 'cdk8s';
import { CONTAINER } from './support';
import { OrdinalFiles, PodServices, StatefulApp, StatefulAppProps } from '../src';

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => jest.restoreAllMocks());

/** The least processor time, in microseconds, that a program of this size takes from its first construct to its YAML. */
function cost(fill: (program: App, size: number) => void, size: number): number {
  const once = () => {
    const start = process.cpuUsage();
    const program = new App();
    fill(program, size);
    program.charts.forEach(chart => Yaml.stringify(...chart.toJson() as unknown[]));
    const { user, system } = process.cpuUsage(start);
    return user + system;
  };
  return Math.min(once(), once());
}

function app(program: App, name: string, props: StatefulAppProps): StatefulApp {
  return new StatefulApp(new Chart(program, name), name, { metadata: { name }, containers: [CONTAINER], ...props });
}

test.each<[string, number, (program: App, size: number) => void]>([
  ['Services of pods', 3000, (program, replicas) => app(program, 'db', { replicas })],
  ['files', 3000, (program, replicas) => {
    new OrdinalFiles(app(program, 'db', { replicas, podServices: PodServices.none() }), 'Files', {
      name: 'files', path: '/etc/db', perOrdinal: Array.from({ length: replicas }, (_, ordinal) => ({ ordinal, files: { id: `${ordinal}` } })),
    });
  }],
])('twice as many %s take twice as long', (_, size, fill) => {
  cost(fill, 10);
  // the machine may be busy with something else
  const tries = Array.from({ length: 3 });
  expect(tries.some(() => cost(fill, 2 * size) / cost(fill, size) < 2.6)).toBe(true);
});
