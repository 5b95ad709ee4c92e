import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { CLIENT_PORT, DATA_PATH, IMAGE, PEER_PORT } from './child';

/**
 * The pod as cdk8s-plus describes it, which is the same for a `kplus.StatefulSet` and for a `StatefulApp`.
 */
export function podProps(): kplus.AbstractPodProps {
  return {
    terminationGracePeriod: Duration.seconds(60),
    securityContext: { fsGroup: 999 },
    containers: [{
      name: 'database',
      image: IMAGE,
      ports: [{ number: CLIENT_PORT, name: 'client' }, { number: PEER_PORT, name: 'peer' }],
      envVariables: {
        POD_NAME: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_NAME),
        DATA_DIRECTORY: kplus.EnvValue.fromValue(DATA_PATH),
      },
      readiness: kplus.Probe.fromTcpSocket({ port: CLIENT_PORT, periodSeconds: Duration.seconds(5) }),
      startup: kplus.Probe.fromTcpSocket({ port: CLIENT_PORT, failureThreshold: 60 }),
      resources: {
        cpu: { request: kplus.Cpu.millis(500), limit: kplus.Cpu.millis(1000) },
        memory: { request: Size.gibibytes(1), limit: Size.gibibytes(1) },
      },
      securityContext: { user: 999 },
    }],
  };
}
