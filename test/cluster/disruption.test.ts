import { statefulSet } from './support/manifests';
import { inNamespace } from './support/namespace';
import { POD_DISRUPTION_BUDGET, PodDisruptionBudget, ready } from './support/objects';
import { gated } from './support/readiness';

const withBudget = () => statefulSet({ replicas: 3 }, (app) => app.addPodDisruptionBudget());

/** A budget whose controller has counted the pods. */
const allows = (disruptions: number, healthy: number) => ([pdb]: PodDisruptionBudget[]) => pdb?.status?.expectedPods === 3
  && pdb.status.disruptionsAllowed === disruptions && pdb.status.currentHealthy === healthy;

test('a PodDisruptionBudget lets one pod be evicted', inNamespace(async (namespace) => {
  await namespace.apply(withBudget());
  await namespace.pods.until('three pods ready', ready(3));
  await namespace.until(POD_DISRUPTION_BUDGET, 'one disruption allowed', allows(1, 3));
  namespace.events.forget();
  expect(await namespace.evict('web-1')).toEqual({ accepted: true, message: '' });
  await namespace.pods.until('web-1 back', (pods) => ready(3)(pods) && namespace.events.sequence('created').length === 1);
  expect(namespace.events.sequence('deleted', 'created')).toEqual(['web-1 deleted', 'web-1 created']);
}));

test('fails to evict a pod while another one is not ready', inNamespace(async (namespace) => {
  await namespace.apply(gated(withBudget()));
  await namespace.pods.until('three pods ready', ready(3));
  // it was the same while the third one was not ready yet
  await namespace.until(POD_DISRUPTION_BUDGET, 'one disruption allowed', allows(1, 3));
  await namespace.hold('web-0');
  await namespace.until(POD_DISRUPTION_BUDGET, 'no disruption allowed', allows(0, 2));
  expect(await namespace.evict('web-1')).toEqual({ accepted: false, message: expect.stringContaining('disruption budget') });
  expect(namespace.events.sequence('terminating')).toEqual([]);
}));
