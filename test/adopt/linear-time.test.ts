import { applicationsIn } from '../../src/adopt/applications';
import { withoutDefaults } from '../../src/manifest/defaults/without-defaults';
import { ManifestObject } from '../../src/manifest/model/object';

/** The least processor time, in microseconds. */
function cost(work: () => void): number {
  const once = () => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return user + system;
  };
  return Math.min(once(), once(), once());
}

function applications(count: number): readonly ManifestObject[] {
  return Array.from({ length: count }, (_, index) => [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: `db-${index}` },
      spec: { clusterIP: 'None', selector: { app: `db-${index}` }, ports: [{ port: 1 }] },
    },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `db-${index}` }, data: {} },
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: `db-${index}` },
      spec: {
        serviceName: `db-${index}`,
        selector: { matchLabels: { app: `db-${index}` } },
        template: {
          metadata: { labels: { app: `db-${index}` } },
          spec: { containers: [{ name: 'db', image: 'db:1', ports: [{ containerPort: 1 }], envFrom: [{ configMapRef: { name: `db-${index}` } }] }] },
        },
      },
    },
  ]).flat().map(manifest => new ManifestObject(manifest));
}

function withVariables(count: number): object {
  const env = Array.from({ length: count }, (_, index) => ({ name: `A${index}`, value: 'a' }));
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db' },
    spec: { template: { spec: { containers: [{ name: 'db', image: 'db:1', env }] } } },
  };
}

const haveConfigMaps = (objects: readonly ManifestObject[]) => applicationsIn(objects, () => true).every(({ configMaps }) => configMaps.length === 1);

// a square would be 64 times as much
const LINEAR = 24;

test('the time to find applications grows as their number does', () => {
  const [few, many] = [applications(200), applications(1600)];
  expect(haveConfigMaps(few)).toBe(true);
  expect(cost(() => haveConfigMaps(many)) / cost(() => haveConfigMaps(few))).toBeLessThan(LINEAR);
});

test('the time to leave out defaults grows as the number of variables does', () => {
  const [few, many] = [withVariables(100), withVariables(800)];
  withoutDefaults(few);
  expect(cost(() => withoutDefaults(many)) / cost(() => withoutDefaults(few))).toBeLessThan(LINEAR);
});
