import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { parse } from './manifests';
import { Manifest, Pod } from './objects';
import { gated } from './readiness';
import { Cassandra } from '../../../examples/cassandra/main';
import { Kafka } from '../../../examples/kafka/main';
import { Patroni } from '../../../examples/patroni/main';
import { Quiz } from '../../../examples/quiz/main';
import { Zookeeper } from '../../../examples/zookeeper/main';

/** Examples that do not fit on a node with all that they ask for: what the control plane does with them is shown here. */
export const SYSTEMS: Record<string, { synthesize: () => Manifest[]; pods: string[] }> = {
  cassandra: {
    synthesize: () => synthesized((app) => new Cassandra(app, 'cassandra')),
    pods: ['cassandra-0', 'cassandra-1', 'cassandra-2'],
  },
  kafka: {
    synthesize: () => synthesized((app) => new Kafka(app, 'kafka', { clusterId: '4L6g3nShT-eMCtK--X86sw', externalDomain: 'kafka.example.com' })),
    pods: ['kafka-0', 'kafka-1', 'kafka-2', 'kafka-controller-100', 'kafka-controller-101', 'kafka-controller-102'],
  },
  patroni: {
    synthesize: () => synthesized((app) => new Patroni(app, 'patroni')),
    pods: ['postgres-0', 'postgres-1', 'postgres-2'],
  },
  quiz: {
    synthesize: () => synthesized((app) => new Quiz(app, 'quiz')),
    pods: ['quiz-0', 'quiz-1', 'quiz-2', 'quiz-data-importer'],
  },
  zookeeper: {
    synthesize: () => synthesized((app) => new Zookeeper(app, 'zookeeper')),
    pods: ['zookeeper-0', 'zookeeper-1', 'zookeeper-2'],
  },
};

/** All containers of a pod, those that run before it among them. */
export function containersOf(pod: Pod): NonNullable<Pod['spec']>['containers'] {
  return [...pod.spec?.initContainers ?? [], ...pod.spec?.containers ?? []];
}

/** What a chart without a namespace synthesizes; its StatefulSets are gated. */
function synthesized(program: (app: Construct) => void): Manifest[] {
  const app = new App();
  program(app);
  return gated(parse(app.synthYaml()));
}
