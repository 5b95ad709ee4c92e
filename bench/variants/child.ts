import { App, Chart } from 'cdk8s';

/**
 * What every variant of the benchmark does around its applications: one chart, `count` applications of three pods, and
 * the YAML files that a user would get.
 *
 * It imports cdk8s alone, so that the raw variant does not pay for libraries that it does not use.
 */
export function synthesize(addApplication: (chart: Chart, name: string) => void): void {
  const [count, outdir] = process.argv.slice(2);
  const app = new App({ outdir });
  const chart = new Chart(app, 'bench', { namespace: 'bench' });
  for (let index = 0; index < Number(count); index++) {
    addApplication(chart, `db-${String(index).padStart(5, '0')}`);
  }
  app.synth();
}

export const REPLICAS = 3;
export const IMAGE = 'example.com/database:16.4';
export const CLIENT_PORT = 5432;
export const PEER_PORT = 5433;
export const DATA_PATH = '/var/lib/database';
