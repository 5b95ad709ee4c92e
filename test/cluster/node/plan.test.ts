import { run } from './support/exec';
import { requiredImage } from './support/images';
import { SetPlan } from '../../../src/manifest/plan/set-plan';
import { foretold } from '../support/foretold';
import { History } from '../support/history';
import { TestNamespace, inNamespace } from '../support/namespace';
import { Manifest, PERSISTENT_VOLUME_CLAIM, POD, STATEFUL_SET, StatefulSet, isReady, nameOf } from '../support/objects';
import { Change, Spec, begin, carryOut, ended, planned, webSet } from '../support/replay';

// Plans against pods that really start, get ready by what their probe finds, fail and end: what is foretold of pods and claims is what
// the API server stores, in this order. test/cluster/plan.test.ts has more cases, with pods that pretend.

interface Case {
  what: string;
  /** The set that is there before; nothing without it. Three pods, unless it says more. */
  before?: Spec;
  /** The set that is applied; where it is missing, the one that is there is deleted. */
  after?: Spec;
  /** What the pods that are applied do, other than those before. */
  pods?: Pods;
  fails?: number[];
  broken?: number[];
  lost?: number[];
  /** Whether the plan is made of what the cluster prints, after this set was applied to the one before and got as far as it got. */
  since?: { spec: Spec; pods?: Pods; until: (namespace: TestNamespace) => Promise<unknown> };
}

type Pods = keyof typeof PODS;

const PARALLEL = { podManagementPolicy: 'Parallel' };
const rolling = (rollingUpdate: object) => ({ updateStrategy: { type: 'RollingUpdate', rollingUpdate } });
const ON_DELETE = { updateStrategy: { type: 'OnDelete' } };
const DELETING = { persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete', whenDeleted: 'Delete' } };
const SLOW = { minReadySeconds: 3 };

const CASES: Case[] = [
  { what: 'a creation', after: {} },
  { what: 'a creation of a Parallel set', after: PARALLEL },
  { what: 'a creation whose web-1 exits', after: {}, pods: 'exit in web-1', fails: [1] },
  { what: 'scaling up with a broken web-0', before: { replicas: 2 }, after: {}, broken: [0] },
  { what: 'scaling down, with claims that are kept', before: {}, after: { replicas: 1 } },
  { what: 'scaling up again, to claims that were kept', before: {}, since: { spec: { replicas: 1 }, until: podsLeft(1) }, after: {} },
  { what: 'scaling down under whenScaled: Delete', before: DELETING, after: { replicas: 1, ...DELETING } },
  { what: 'scaling up again, after the claims were deleted', before: DELETING, since: { spec: { replicas: 1, ...DELETING }, until: claimsLeft(1) }, after: DELETING },
  { what: 'a roll-out', before: {}, after: {}, pods: 'next' },
  { what: 'a roll-out with minReadySeconds', before: SLOW, after: SLOW, pods: 'next' },
  { what: 'a roll-out up to a partition', before: {}, after: rolling({ partition: 2 }), pods: 'next' },
  { what: 'a roll-out with maxUnavailable 2', before: {}, after: rolling({ maxUnavailable: 2 }), pods: 'next' },
  { what: 'a roll-out with OnDelete, and a lost web-1', before: ON_DELETE, after: { ...ON_DELETE, replicas: 4 }, pods: 'next', lost: [1] },
  { what: 'a roll-out that loses web-0 on the way', before: {}, after: {}, pods: 'next', lost: [0] },
  { what: 'a roll-out to an image that cannot be pulled', before: {}, after: {}, pods: 'no image', fails: [0, 1, 2] },
  { what: 'the way back from an image that cannot be pulled', before: {}, since: { spec: {}, pods: 'no image', until: waiting('web-2', /^(ErrImagePull|ImagePullBackOff)$/) }, after: {} },
  { what: 'a roll-out whose web-1 exits', before: {}, after: {}, pods: 'exit in web-1', fails: [1] },
  { what: 'the way back from a roll-out whose web-1 exits', before: {}, since: { spec: {}, pods: 'exit in web-1', until: waiting('web-1', /^CrashLoopBackOff$/) }, after: {} },
  { what: 'a roll-out with a broken web-0', before: {}, after: {}, pods: 'next', broken: [0] },
  { what: 'a deletion', before: {} },
  { what: 'a deletion under whenDeleted: Delete', before: DELETING },
];

const READY = '/tmp/www/ready';
const SERVE = `trap 'exit 0' TERM; mkdir -p /tmp/www; touch ${READY}; busybox httpd -f -p 8080 -h /tmp/www & wait`;

/** What a container differs in. */
const PODS = {
  'next': { env: [{ name: 'VERSION', value: '2' }] },
  'mended': { env: [{ name: 'VERSION', value: '3' }] },
  // nothing listens there
  'no image': { image: 'localhost/cdk8s-stateful-app/missing:test' },
  'exit in web-1': { command: ['sh', '-c', `[ "$HOSTNAME" != web-1 ] || exit 1; ${SERVE}`] },
};

function setOf(spec: Spec, pods?: Pods): Manifest {
  return webSet({
    containers: [{
      name: 'web',
      image: requiredImage('pause'),
      command: ['sh', '-c', SERVE],
      // fails at once, and not where the machine is busy
      readinessProbe: { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 1, failureThreshold: 1, timeoutSeconds: 20 },
      volumeMounts: [{ name: 'www', mountPath: '/var/lib/www' }],
      ...pods && PODS[pods],
    }],
  }, spec);
}

// they mostly wait, each in a namespace of its own
test.concurrent.each(CASES)('real pods do as planned: $what', async (one) => inNamespace(async (namespace) => {
  const change: Change = { ...one, before: one.before && setOf(one.before), after: one.after && setOf(one.after, one.pods) };
  await begin(namespace, change, async (pod) => void await run(namespace, nameOf(pod), `rm ${READY}`));
  let live: Manifest[] | undefined;
  if (one.since) {
    await namespace.apply([setOf(one.since.spec, one.since.pods)]);
    await one.since.until(namespace);
    live = await printed(namespace);
    change.after!.metadata.namespace = namespace.name;
  }
  const plan = await planned(namespace, change, live);
  const history = await History.start(namespace);
  try {
    namespace.events.forget();
    await (one.lost ? carryOutAndLose(namespace, change, plan) : carryOut(namespace, change));
    await ended(namespace, plan, change);
    await history.caughtUp(namespace);
    const set = one.after ? await namespace.get<StatefulSet>(STATEFUL_SET, 'web') : {};
    const happened = history.told(set, plan.templateChanges);
    expect(happened).toEqual(foretold(plan, happened));
    expect(unready(namespace)).toEqual(plan.ending.outcome === 'stuck' ? [`web-${plan.ending.ordinal}`] : []);
    await takeWayOut(namespace, plan, one);
  } finally {
    history.close();
  }
})());

/** What `kubectl get … -o yaml` prints, as docs/plan.md has it. */
async function printed(namespace: TestNamespace): Promise<Manifest[]> {
  const kinds = [STATEFUL_SET, POD, PERSISTENT_VOLUME_CLAIM, { apiVersion: 'apps/v1', kind: 'ControllerRevision' }];
  const lists = kinds.map(async (kind) => (await namespace.list<Manifest>(kind)).map((object) => ({ ...object, ...kind })));
  return (await Promise.all(lists)).flat();
}

/** Has pods vanish as soon as the controller has done the first step, and before anything else happens that it waits for. */
async function carryOutAndLose(namespace: TestNamespace, change: Change, { steps: [first] }: SetPlan): Promise<void> {
  const pods = (verb: string) => first!.actions.filter((action) => action.verb === verb).map(({ ordinal }) => `web-${ordinal}`);
  const letGo = await Promise.all(pods('delete pod').map(async (pod) => namespace.keepTerminating(pod)));
  await carryOut(namespace, change);
  await namespace.pods.until('the first step done', () => namespace.events.sequence('created', 'terminating').length === [...pods('create pod'), ...pods('delete pod')].length);
  for (const ordinal of change.lost!) {
    await namespace.api.request('DELETE', await namespace.api.path(POD, namespace.name, `web-${ordinal}`), { body: { gracePeriodSeconds: 0 } });
  }
  await Promise.all(letGo.map(async (end) => end()));
}

/** What the plan says to do where it does not come to an end: then all pods get ready. */
async function takeWayOut(namespace: TestNamespace, { ending, replicas }: SetPlan, { after, pods }: Case): Promise<void> {
  if (ending.outcome === 'done') return;
  const { template, noPartition, deletePod } = ending.wayOut;
  const { uid } = namespace.pods.get(`web-${ending.ordinal}`)!.metadata!;
  if (template || noPartition) await namespace.apply([setOf({ ...after, ...noPartition && rolling({ partition: 0 }) }, template ? 'mended' : pods)]);
  if (deletePod) await namespace.delete(POD, `web-${ending.ordinal}`);
  await namespace.pods.until('all pods ready', (all) => all.length === replicas && all.every((pod) => isReady(pod) && pod.metadata!.uid !== uid));
}

function unready(namespace: TestNamespace): string[] {
  return namespace.pods.current().filter((pod) => !isReady(pod)).map(nameOf);
}

function podsLeft(count: number) {
  return async (namespace: TestNamespace) => namespace.settled('web', `${count} pods left`, ({ replicas, availableReplicas }) => replicas === count && availableReplicas === count);
}

function claimsLeft(count: number) {
  return async (namespace: TestNamespace) => {
    await podsLeft(count)(namespace);
    await namespace.until(PERSISTENT_VOLUME_CLAIM, `${count} claims left`, (claims) => claims.length === count);
  };
}

/** Waits until a container of a pod does not start, for such a reason, and all others are ready. */
function waiting(name: string, reason: RegExp) {
  return async (namespace: TestNamespace) => {
    await namespace.pods.until(`${name} does not start`, (pods) => pods.length === 3 && pods.every((pod) => nameOf(pod) === name
      ? pod.status?.containerStatuses?.some(({ state }) => reason.test(state?.waiting?.reason ?? '')) : isReady(pod)));
    await namespace.settled('web', `${name} counted`, ({ replicas, readyReplicas }) => replicas === 3 && readyReplicas === 2);
  };
}
