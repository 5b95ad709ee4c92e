import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { CLIENT_PORT, PEER_PORT, REPLICAS } from './child';
import { podProps } from './container';

/**
 * The application as far as cdk8s-plus can express it.
 */
export function addPlusApplication(chart: Chart, name: string): kplus.StatefulSet {
  const statefulSet = new kplus.StatefulSet(chart, name, {
    metadata: { name },
    replicas: REPLICAS,
    service: new kplus.Service(chart, `${name}-service`, {
      metadata: { name },
      clusterIP: 'None',
      ports: servicePorts(),
      publishNotReadyAddresses: true,
    }),
    ...podProps(),
  });
  for (let ordinal = 0; ordinal < REPLICAS; ordinal++) {
    const service = new kplus.Service(chart, `${name}-pod-service-${ordinal}`, {
      metadata: { name: `${name}-${ordinal}` },
      ports: servicePorts(),
    });
    service.selectLabel('statefulset.kubernetes.io/pod-name', `${name}-${ordinal}`);
  }
  return statefulSet;
}

function servicePorts(): kplus.ServicePort[] {
  return [{ port: CLIENT_PORT, name: 'client' }, { port: PEER_PORT, name: 'peer' }];
}
