import { Testing } from 'cdk8s';
import { testing } from 'cdk8s-stateful-app';
import { HardenedWeb } from './main';
import { Web } from '../web/main';
import { WITHOUT_PRIVILEGES } from '../without-privileges';

const manifests = () => testing.Manifests.of(new HardenedWeb(Testing.app(), 'web'));
const documented = () => testing.Manifests.of(new Web(Testing.app(), 'web'));

test('the set has the identity and the claims of the documented one', () => {
  const [hardened, plain] = [manifests(), documented()].map(each => each.find('StatefulSet', 'web') as { spec: Record<string, unknown> });
  for (const field of ['replicas', 'selector', 'serviceName', 'volumeClaimTemplates']) {
    expect(hardened!.spec[field]).toEqual(plain!.spec[field]);
  }
});

test('the Services are the documented ones', () => {
  for (const name of ['nginx', 'web-0', 'web-1', 'web-2']) {
    expect(manifests().find('Service', name)).toEqual(documented().find('Service', name));
  }
});

test('the container gives up its privileges', () => {
  expect(manifests().container('StatefulSet', 'web', 'nginx')).toHaveProperty('securityContext', WITHOUT_PRIVILEGES);
});

test('a user who is not root may listen on port 80', () => {
  expect(manifests().podSpec('StatefulSet', 'web')).toHaveProperty('securityContext.sysctls', [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '80' }]);
});

test('a pod is ready as soon as it listens, with or without a page', () => {
  expect(manifests().container('StatefulSet', 'web', 'nginx')).toHaveProperty('readinessProbe.tcpSocket', { port: 80 });
});

test('another image can be given', () => {
  const other = testing.Manifests.of(new HardenedWeb(Testing.app(), 'web', { image: 'registry.example/nginx:1.29' }));
  expect(other.container('StatefulSet', 'web', 'nginx')).toHaveProperty('image', 'registry.example/nginx:1.29');
});
