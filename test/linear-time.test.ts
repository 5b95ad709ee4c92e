import { App, Chart, Yaml } from 'cdk8s';
import { MOST_GROWTH, growth, processorTime } from './growth';
import { CONTAINER } from './support';
import { OrdinalFiles, PodServices, StatefulApp, StatefulAppProps } from '../src';

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => jest.restoreAllMocks());

/** How long a program of this size takes from its first construct to its YAML. */
function timeOf(fill: (program: App, size: number) => void, size: number): number {
  return processorTime(() => {
    const program = new App();
    fill(program, size);
    program.charts.forEach(chart => Yaml.stringify(...chart.toJson() as unknown[]));
  });
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
  timeOf(fill, 10);
  expect(growth(() => timeOf(fill, size), () => timeOf(fill, 2 * size))).toBeLessThan(MOST_GROWTH);
});
