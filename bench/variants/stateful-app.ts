import { Size } from 'cdk8s';
import { StatefulApp } from 'cdk8s-stateful-app';
import { DATA_PATH, REPLICAS, synthesize } from './child';
import { podProps } from './container';

synthesize((chart, name) => {
  new StatefulApp(chart, name, {
    metadata: { name },
    replicas: REPLICAS,
    volumeClaimTemplates: [{ name: 'data', storage: Size.gibibytes(10), storageClassName: 'fast', mounts: [{ path: DATA_PATH }] }],
    ...podProps(),
  });
});
