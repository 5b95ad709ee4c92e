import { App, Chart, Testing } from 'cdk8s';
import * as fc from 'fast-check';
import { programs } from './cluster/differential/generate';
import { addProgram } from './cluster/differential/library';
import { Program } from './cluster/differential/program';
import { Manifest } from './support';

/** The manifests of programs by their place, each in a chart of its own, or why they are refused. */
function synthesized(all: Readonly<Record<string, Program>>): Record<string, Manifest[]> | string {
  const app = new App();
  try {
    const charts = Object.entries(all).map(([place, program]): [string, Chart] => {
      const chart = new Chart(app, place, { namespace: place });
      addProgram(chart, 'app', program);
      return [place, chart];
    });
    return Object.fromEntries(charts.map(([place, chart]) => [place, Testing.synth(chart) as Manifest[]]));
  } catch (error) {
    return (error as Error).message;
  }
}

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => jest.restoreAllMocks());

test('apps have the same manifests beside others as alone, also beside others that have the same pods', () => {
  let compared = 0;
  fc.assert(fc.property(programs, programs, (one, other) => {
    const all = { one, twin: { ...one, name: 'twin' }, other };
    const beside = synthesized(all);
    if (typeof beside !== 'string') {
      compared += 1;
      const alone = Object.entries(all).map(([place, program]) => synthesized({ [place]: program }));
      // the order of keys counts
      expect(JSON.stringify(beside)).toBe(JSON.stringify(Object.assign({}, ...alone)));
    }
  }), { numRuns: 100 });
  expect(compared).toBeGreaterThan(5);
});
