import { App, Chart, ChartProps, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { HeadlessService, PodServices, StatefulApp, WhenUnsatisfiable } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';
import { PatroniCluster, PatroniClusterProps } from './patroni-cluster';

export interface PatroniProps extends ChartProps, Partial<Omit<PatroniClusterProps, 'passwords' | 'volumeClaimTemplate'>> {
  /**
   * How many servers there are, the leader among them.
   *
   * @default 3
   */
  readonly replicas?: number;

  /**
   * The name of an existing Secret in the namespace, with the keys `superuser-password` and `replication-password`.
   *
   * @default 'postgres'
   */
  readonly passwordSecretName?: string;
}

/**
 * PostgreSQL with automatic failover: Patroni elects a leader, and the Services `postgres` and `postgres-replica` follow.
 */
export class Patroni extends Chart {
  constructor(scope: Construct, id: string, props: PatroniProps = {}) {
    super(scope, id, props);
    const postgres = new StatefulApp(this, 'Postgres', {
      metadata: { name: 'postgres' },
      replicas: props.replicas ?? 3,
      matchLabels: { app: 'postgres' },
      // "postgres" is where the leader is
      service: HeadlessService.create({ name: 'postgres-pods' }),
      podServices: PodServices.none(),
      podManagementPolicy: kplus.PodManagementPolicy.PARALLEL,
      topologySpreadConstraints: [{ topology: kplus.Topology.HOSTNAME, whenUnsatisfiable: WhenUnsatisfiable.SCHEDULE_ANYWAY }],
      // time to write what is in memory, and to hand over
      terminationGracePeriod: Duration.seconds(60),
      // the user and group "postgres" of the image
      securityContext: { user: 999, group: 999, fsGroup: 999, fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH },
      serviceAccount: new kplus.ServiceAccount(this, 'Account', { metadata: { name: 'postgres' } }),
      automountServiceAccountToken: true,
    });
    new PatroniCluster(postgres, 'Patroni', {
      ...props,
      image: props.image ?? 'patroni:4.1.4',
      passwords: kplus.Secret.fromSecretName(this, 'Passwords', props.passwordSecretName ?? 'postgres'),
      volumeClaimTemplate: postgres.addVolumeClaimTemplate({ name: 'data', storage: Size.gibibytes(10) }),
    });
    postgres.addPodDisruptionBudget();
  }
}

if (require.main === module) {
  const app = new App();
  new Patroni(app, 'patroni');
  app.synth();
}
