import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { PersistentVolumeClaimRetentionPolicyType, StatefulApp, StatefulAppIdentity } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';

/**
 * Properties of `Database`.
 */
export interface DatabaseProps {
  /**
   * The name of the database, and so of its pods and claims. It cannot be changed later.
   */
  readonly name: string;

  /**
   * The team that is called when it breaks.
   */
  readonly team: string;

  /**
   * The server, which is told the names of the pods: the members of a database must find each other.
   */
  readonly server: (members: StatefulAppIdentity) => kplus.ContainerProps;

  /**
   * Where the server keeps its data.
   */
  readonly dataPath: string;

  /**
   * How much storage each member gets.
   */
  readonly storage: Size;

  /**
   * How many members there are; an odd number, as they decide by majority.
   *
   * @default 3
   */
  readonly members?: number;
}

/**
 * A database as this company runs it. What teams may choose is in the properties; all else is the platform team's.
 */
export class Database extends Construct {
  /**
   * The StatefulApp, for all that this template does not foresee.
   */
  public readonly app: StatefulApp;

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    const members = props.members ?? 3;
    if (members % 2 === 0) {
      throw new Error(`members ${members} is an even number, which fails no better than ${members - 1}; give an odd one`);
    }
    const labels = { 'platform.example.com/team': props.team };
    this.app = new StatefulApp(this, 'App', {
      // with a name given, nothing depends on where the construct stands
      metadata: { name: props.name, labels },
      podMetadata: { labels },
      // the team is not among them: databases change hands, and these labels can never change
      matchLabels: { 'platform.example.com/database': props.name },
      replicas: members,
      // a member gets ready only with a majority, and would wait for its successors for ever
      podManagementPolicy: kplus.PodManagementPolicy.PARALLEL,
      persistentVolumeClaimRetentionPolicy: {
        whenDeleted: PersistentVolumeClaimRetentionPolicyType.RETAIN,
        whenScaled: PersistentVolumeClaimRetentionPolicyType.RETAIN,
      },
      topologySpreadConstraints: [{ topology: kplus.Topology.ZONE }],
      priorityClassName: 'database',
      securityContext: { user: 10001, group: 10001, fsGroup: 10001, fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH },
      volumeClaimTemplates: [{
        name: 'data',
        storage: props.storage,
        storageClassName: 'encrypted-ssd',
        mounts: [{ path: props.dataPath }],
      }],
    });
    this.app.addContainer({ imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT, ...props.server(this.app.identity) });
    this.app.addClientService();
    this.app.addPodDisruptionBudget();
  }
}
