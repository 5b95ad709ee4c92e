import { App, Chart, ChartProps, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { StatefulAppIdentity } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';
import { Database } from './database';

const CLIENT_PORT = 2379;
const PEER_PORT = 2380;

/**
 * What a team writes: the settings of its services, in an etcd cluster.
 */
export class Settings extends Chart {
  constructor(scope: Construct, id: string, props: ChartProps = {}) {
    super(scope, id, props);

    new Database(this, 'Settings', {
      name: 'settings',
      team: 'checkout',
      storage: Size.gibibytes(8),
      dataPath: '/var/lib/etcd',
      server: etcd,
    });
  }
}

function etcd(members: StatefulAppIdentity): kplus.ContainerProps {
  const self = `$(POD_NAME).${members.serviceDnsName}`;
  const cluster = members.ordinals().map(ordinal => `${members.podName(ordinal)}=http://${members.podDnsName(ordinal)}:${PEER_PORT}`);
  return {
    name: 'etcd',
    image: 'registry.k8s.io/etcd:3.5.16-0',
    command: [
      'etcd',
      '--name=$(POD_NAME)',
      // a directory of its own: etcd wants nobody else to see into it, and the claim belongs to a group
      '--data-dir=/var/lib/etcd/data',
      `--listen-client-urls=http://0.0.0.0:${CLIENT_PORT}`,
      `--listen-peer-urls=http://0.0.0.0:${PEER_PORT}`,
      `--advertise-client-urls=http://${self}:${CLIENT_PORT}`,
      `--initial-advertise-peer-urls=http://${self}:${PEER_PORT}`,
      `--initial-cluster=${cluster.join(',')}`,
    ],
    envVariables: { POD_NAME: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_NAME) },
    ports: [{ name: 'client', number: CLIENT_PORT }, { name: 'peer', number: PEER_PORT }],
    readiness: kplus.Probe.fromHttpGet('/health', { port: CLIENT_PORT }),
    resources: { cpu: { request: kplus.Cpu.millis(100) }, memory: { request: Size.mebibytes(256), limit: Size.mebibytes(512) } },
  };
}

if (require.main === module) {
  const app = new App();
  new Settings(app, 'settings');
  app.synth();
}
