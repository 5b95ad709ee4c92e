import { startFaults } from './images';

const READ_ONLY = { readOnlyRootFilesystem: true };

function set(container: Record<string, unknown>, pod: Record<string, unknown> = {}) {
  return { kind: 'StatefulSet', metadata: { name: 'db' }, spec: { template: { spec: { containers: [container], ...pod } } } };
}

test('a server with a mount at its volume starts', () => {
  expect(startFaults(set({ image: 'redis:7.4.2-alpine', volumeMounts: [{ mountPath: '/data' }], securityContext: READ_ONLY }))).toEqual([]);
});

test('fails where the mount is above the volume of the image, which hides it', () => {
  const env = [{ name: 'POSTGRES_PASSWORD' }];
  expect(startFaults(set({ image: 'postgres:16.4', env, volumeMounts: [{ mountPath: '/var/lib/postgresql' }] })))
    .toEqual(['StatefulSet/db postgres:16.4 has no mount at /var/lib/postgresql/data']);
});

test('fails where a place to which the image writes is read-only', () => {
  expect(startFaults(set({ image: 'mongo:7.0.16', volumeMounts: [{ mountPath: '/data/db' }], securityContext: READ_ONLY })))
    .toEqual(['StatefulSet/db mongo:7.0.16 cannot write to /tmp']);
});

test('fails where root is refused and nobody else is named', () => {
  expect(startFaults(set({ image: 'memcached:1.6.32' }, { securityContext: { runAsNonRoot: true } })))
    .toEqual(['StatefulSet/db memcached:1.6.32 has no user, and may not run as root']);
});

test('fails where the entry point misses a variable', () => {
  expect(startFaults(set({ image: 'postgres:16.4' }))).toEqual(['StatefulSet/db postgres:16.4 has no POSTGRES_PASSWORD']);
});

test('fails where the entry point makes its database in the root of a volume, whose mode only root may change', () => {
  const env = [{ name: 'POSTGRES_PASSWORD' }];
  expect(startFaults(set({ image: 'postgres:16.4', env, volumeMounts: [{ mountPath: '/var/lib/postgresql/data' }] })))
    .toEqual(['StatefulSet/db postgres:16.4 has the root of a volume as its PGDATA, /var/lib/postgresql/data']);
});

test('fails for an image that nobody knows', () => {
  expect(startFaults(set({ image: 'elasticsearch:8.17.0' }))).toEqual(['StatefulSet/db elasticsearch:8.17.0 is not known; say in test/docs/images.ts what it needs']);
});
