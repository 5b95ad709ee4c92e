import { App, Chart, ChartProps, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { StatefulApp, WhenUnsatisfiable } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';

const PORT = 3306;

export interface MysqlProps extends ChartProps {
  /**
   * The name of an existing Secret in the namespace; its key `root-password` is the password of root.
   *
   * @default 'mysql'
   */
  readonly passwordSecretName?: string;
}

/**
 * The objects of a MySQL primary with replicas: writes go to the first pod, reads to any. What makes the other pods
 * replicas of the first one is not part of it yet.
 */
export class Mysql extends Chart {
  constructor(scope: Construct, id: string, props: MysqlProps = {}) {
    super(scope, id, props);
    const mysql = this.createMysql(props.passwordSecretName ?? 'mysql');
    mysql.addPodService('mysql-primary', mysql.identity.firstOrdinal);
    mysql.addClientService({ name: 'mysql-read' });
    mysql.addPodDisruptionBudget();
  }

  private createMysql(passwordSecretName: string): StatefulApp {
    const secret = kplus.Secret.fromSecretName(this, 'Password', passwordSecretName);
    return new StatefulApp(this, 'Mysql', {
      metadata: { name: 'mysql' },
      replicas: 3,
      matchLabels: { app: 'mysql' },
      topologySpreadConstraints: [{ topology: kplus.Topology.HOSTNAME, whenUnsatisfiable: WhenUnsatisfiable.SCHEDULE_ANYWAY }],
      // time to write what InnoDB holds in memory
      terminationGracePeriod: Duration.seconds(60),
      securityContext: {
        // the user and group "mysql" of the image
        user: 999,
        group: 999,
        // a new volume belongs to root; this gives it to the group
        fsGroup: 999,
        // once is enough: a large volume takes minutes
        fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH,
      },
      containers: [{
        name: 'mysql',
        image: 'mysql:8.4.3',
        imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
        ports: [{ name: 'mysql', number: PORT }],
        envVariables: { MYSQL_ROOT_PASSWORD: kplus.EnvValue.fromSecretValue({ secret, key: 'root-password' }) },
        // the first start makes the system tables, which takes its time
        startup: kplus.Probe.fromTcpSocket({ port: PORT, periodSeconds: Duration.seconds(5), failureThreshold: 60 }),
        // through the network: the server that makes the tables listens on the socket only
        readiness: kplus.Probe.fromCommand(['mysqladmin', 'ping', '--host=127.0.0.1'], { timeoutSeconds: Duration.seconds(5) }),
        resources: { cpu: { request: kplus.Cpu.millis(500) }, memory: { request: Size.gibibytes(1), limit: Size.gibibytes(1) } },
        // the file system of the image is read-only
        volumeMounts: ['/tmp', '/var/run/mysqld'].map((path, index) => (
          { path, volume: kplus.Volume.fromEmptyDir(this, `Scratch${index}`, `scratch-${index}`) }
        )),
      }],
      volumeClaimTemplates: [{
        name: 'data',
        storage: Size.gibibytes(10),
        // many file systems come with a directory lost+found, and MySQL starts in an empty directory only
        mounts: [{ path: '/var/lib/mysql', subPath: 'mysql' }],
      }],
    });
  }
}

if (require.main === module) {
  const app = new App();
  new Mysql(app, 'mysql');
  app.synth();
}
