import { join } from 'path';
import { App, Chart, ChartProps, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  HeadlessService, PersistentVolumeClaimRetentionPolicy, PersistentVolumeClaimRetentionPolicyType, PodServices, StatefulApp, UpdateStrategy,
  WhenUnsatisfiable,
} from 'cdk8s-stateful-app';
import { Construct } from 'constructs';

const MONGO = 'mongo:7.0.16';
const MONGO_PORT = 27017;
const API_PORT = 8080;
const REPLICA_SET = 'quiz';
// the user and group "mongodb" of the image
const MONGO_USER: kplus.PodSecurityContextProps = { user: 999, group: 999, fsGroup: 999 };
const NO_PRIVILEGES: kplus.ContainerSecurityContextProps = {
  capabilities: { drop: [kplus.Capability.ALL] },
  seccompProfile: { type: kplus.SeccompProfileType.RUNTIME_DEFAULT },
};

export interface QuizProps extends ChartProps {
  /**
   * How many members the replica set is initiated with. It elects a primary while a majority of them is there.
   *
   * @default 3
   */
  readonly members?: number;

  /**
   * How a new version reaches the pods.
   *
   * @default UpdateStrategy.rollingUpdate()
   */
  readonly updateStrategy?: UpdateStrategy;

  /**
   * What becomes of the claims when the StatefulSet is deleted, and when it is scaled down. Scaling down also means scaling
   * to zero for a pause, and DELETE then deletes every copy of the data.
   *
   * @default - claims are retained
   */
  readonly persistentVolumeClaimRetentionPolicy?: PersistentVolumeClaimRetentionPolicy;

  /**
   * The tag of the image of the quiz API.
   *
   * @default '0.1'
   */
  readonly version?: string;
}

/**
 * The quiz application: in each pod the quiz API and a member of the MongoDB replica set that it asks, and a pod that
 * puts the questions into it once.
 */
export class Quiz extends Chart {
  constructor(scope: Construct, id: string, props: QuizProps = {}) {
    super(scope, id, props);
    const quiz = this.createQuiz(props);
    quiz.addClientService({ name: 'quiz', ports: [{ port: 80, targetPort: API_PORT }] });
    quiz.addPodDisruptionBudget();
    this.importQuestions(quiz);
  }

  private createQuiz({ members = 3, updateStrategy, persistentVolumeClaimRetentionPolicy, version = '0.1' }: QuizProps): StatefulApp {
    return new StatefulApp(this, 'Quiz', {
      metadata: { name: 'quiz', labels: { app: 'quiz' } },
      replicas: members,
      matchLabels: { app: 'quiz' },
      service: HeadlessService.create({ name: 'quiz-pods', labels: { app: 'quiz' }, ports: [{ port: MONGO_PORT }] }),
      podServices: PodServices.none(),
      // the replica set needs a majority to become ready, so that no member can wait for the one before it
      podManagementPolicy: kplus.PodManagementPolicy.PARALLEL,
      updateStrategy,
      persistentVolumeClaimRetentionPolicy: persistentVolumeClaimRetentionPolicy ?? {
        whenDeleted: PersistentVolumeClaimRetentionPolicyType.RETAIN,
        whenScaled: PersistentVolumeClaimRetentionPolicyType.RETAIN,
      },
      topologySpreadConstraints: [{ topology: kplus.Topology.HOSTNAME, whenUnsatisfiable: WhenUnsatisfiable.SCHEDULE_ANYWAY }],
      securityContext: { ...MONGO_USER, fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH },
      containers: [{
        name: 'quiz-api',
        image: `luksa/quiz-api:${version}`,
        imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
        ports: [{ name: 'http', number: API_PORT }],
        // ready when the API can reach its database, so that clients come to no pod that cannot answer
        readiness: kplus.Probe.fromHttpGet('/healthz/ready', { port: API_PORT }),
        resources: { cpu: { request: kplus.Cpu.millis(50) }, memory: { request: Size.mebibytes(32), limit: Size.mebibytes(128) } },
        securityContext: NO_PRIVILEGES,
      }, {
        name: 'mongo',
        image: MONGO,
        imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
        command: ['mongod', '--bind_ip', '0.0.0.0', '--replSet', REPLICA_SET],
        ports: [{ name: 'mongodb', number: MONGO_PORT }],
        readiness: kplus.Probe.fromTcpSocket({ port: MONGO_PORT }),
        // for its socket
        volumeMounts: [this.temporaryDirectory('MongoTmp')],
        resources: { cpu: { request: kplus.Cpu.millis(250) }, memory: { request: Size.mebibytes(512), limit: Size.gibibytes(1) } },
        securityContext: NO_PRIVILEGES,
      }],
      volumeClaimTemplates: [{
        name: 'db-data',
        storage: Size.gibibytes(1),
        labels: { app: 'quiz' },
        mounts: [{ path: '/data/db', containers: ['mongo'] }],
      }],
    });
  }

  /** A pod that makes a replica set of the members, puts the questions into it, and exits. */
  private importQuestions(quiz: StatefulApp): void {
    const members = quiz.identity.peers({ port: MONGO_PORT });
    const replicaSet = { _id: REPLICA_SET, members: members.map((host, index) => ({ _id: index, host })) };
    const questions = new kplus.ConfigMap(this, 'Questions', { metadata: { name: 'quiz-questions' } });
    questions.addFile(join(__dirname, 'questions.json'));
    const tmp = this.temporaryDirectory('ImporterTmp');
    const image = {
      image: MONGO,
      imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
      resources: { cpu: { request: kplus.Cpu.millis(50) }, memory: { request: Size.mebibytes(128), limit: Size.mebibytes(256) } },
      securityContext: NO_PRIVILEGES,
    };
    new kplus.Pod(this, 'Importer', {
      metadata: { name: 'quiz-data-importer' },
      // it fails until the members are there
      restartPolicy: kplus.RestartPolicy.ON_FAILURE,
      securityContext: MONGO_USER,
      initContainers: [{
        ...image,
        name: 'initiate',
        // the status of a set that was never initiated is an error
        command: [
          'mongosh', `mongodb://${members[0]}`, '--quiet',
          '--eval', `try { rs.status() } catch (error) { rs.initiate(${JSON.stringify(replicaSet)}) }`,
        ],
        // mongosh writes its log there
        envVariables: { HOME: kplus.EnvValue.fromValue('/tmp') },
        volumeMounts: [tmp],
      }],
      containers: [{
        ...image,
        name: 'mongoimport',
        command: [
          'mongoimport', `mongodb://${members.join(',')}/kiada?replicaSet=${REPLICA_SET}`,
          // a second try starts from nothing
          '--drop', '--collection', 'questions', '--jsonArray', '--file', '/questions/questions.json',
        ],
        volumeMounts: [{
          path: '/questions',
          volume: kplus.Volume.fromConfigMap(this, 'QuestionsVolume', questions, { name: 'questions' }),
          readOnly: true,
        }],
      }],
    });
  }

  private temporaryDirectory(id: string): kplus.VolumeMount {
    return { path: '/tmp', volume: kplus.Volume.fromEmptyDir(this, id, 'tmp') };
  }
}

if (require.main === module) {
  const app = new App();
  new Quiz(app, 'quiz');
  app.synth();
}
