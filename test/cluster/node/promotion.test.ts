import { eventually } from './support/eventually';
import { log } from './support/log';
import { end, recreate, toldWhy } from './support/loss';
import { PROMOTABLE, Promotable, cloneAnew, hurry, nothingIsLost, promote, serversOf, startedWithWriters, vouchFor } from './support/promotable';
import { acknowledged, goesOn, turns } from './support/writers';
import { RESTRICTED, TestNamespace, inNamespace } from '../support/namespace';
import { Pod, isReady, nameOf } from '../support/objects';

const saysNoWritesYet = async (namespace: TestNamespace, { name }: Promotable, candidate: string, silent: string) => eventually(async () => {
  expect((await log(namespace, candidate, name)).join('\n')).toContain(`no writes yet, as ${silent} does not say`);
});

describe.each(PROMOTABLE)('$name', (system) => {
  const servers = serversOf(system);
  const [first, second] = servers as [string, string];
  const allReady = (pods: Pod[]) => servers.every((server) => pods.some((pod) => nameOf(pod) === server && isReady(pod)));

  test('a replica is promoted, and later the former primary: no pod is replaced, one server takes writes at a time, roles stay, and no write is lost', inNamespace(async (namespace) => {
    await startedWithWriters(namespace, system);
    const uids = () => servers.map((pod) => namespace.pods.get(pod)!.metadata!.uid);
    const before = uids();
    await promote(namespace, system, 1);
    expect(uids()).toEqual(before);
    await goesOn(namespace);
    await recreate(namespace, servers);
    await goesOn(namespace);
    // a night without any
    await namespace.scale(system.name, 0);
    await namespace.pods.until('none', (pods) => !pods.some((pod) => servers.includes(nameOf(pod))));
    await namespace.scale(system.name, servers.length);
    await namespace.pods.until('all back', allReady);
    await goesOn(namespace);
    expect(await turns(namespace)).toEqual([first, second]);
    await promote(namespace, system, 1, 0);
    await goesOn(namespace);
    expect(await turns(namespace)).toEqual([first, second, first]);
    await nothingIsLost(namespace, system);
  }, RESTRICTED));

  test('the primary is gone: a replica takes its place when a person says so, has what any other had, and the former one, which slept through two promotions, does not take writes meanwhile', inNamespace(async (namespace) => {
    await startedWithWriters(namespace, system);
    await system.cutOff(namespace, second);
    await goesOn(namespace);
    const back = await end(namespace, first);
    const following = promote(namespace, system, 1);
    await saysNoWritesYet(namespace, system, second, first);
    expect(await turns(namespace)).toEqual([first]);
    await vouchFor(namespace, system, second, first, 1);
    await following;
    await goesOn(namespace);
    // the first finds that it is primary, as it was, while the second has not heard of it
    await namespace.apply(system.manifests(namespace, [1, 0]));
    await back();
    await saysNoWritesYet(namespace, system, first, second);
    await hurry(namespace, system);
    await goesOn(namespace);
    expect(await turns(namespace)).toEqual([first, second, first]);
    await nothingIsLost(namespace, system);
  }, RESTRICTED));

  test('the former primary comes back with writes that nobody else has: it is not ready, says what helps, and follows when it is cloned anew', inNamespace(async (namespace) => {
    await startedWithWriters(namespace, system);
    for (const replica of servers.slice(1)) await system.cutOff(namespace, replica);
    await goesOn(namespace);
    const back = await end(namespace, first);
    const own = await acknowledged(namespace);
    await vouchFor(namespace, system, second, first, 1);
    await promote(namespace, system, 1);
    await back();
    await toldWhy(namespace, first, `clone it anew: kubectl delete pvc/data-${first} pod/${first}`);
    await cloneAnew(namespace, system, first);
    await namespace.pods.until('all ready', allReady);
    await goesOn(namespace);
    const later = (await acknowledged(namespace)).slice(own.length);
    for (const server of servers) {
      await eventually(async () => expect(await system.stored(namespace, server)).toEqual(expect.arrayContaining(later)));
      expect(await system.stored(namespace, server)).not.toContain(own.at(-1));
    }
  }, RESTRICTED));
});
