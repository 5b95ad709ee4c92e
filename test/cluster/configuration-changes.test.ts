import { inNamespace } from './support/namespace';
import { Manifest } from './support/objects';
import { casesOf, findingsBetween, Update } from '../manifest/update/cases';

// What the API server says of changes to ConfigMaps and Secrets, as U29 quotes it.

const objectsOf = (update: Update, when: 'before' | 'after') => [...update.both ?? [], ...update[when] ?? []] as unknown as Manifest[];
/** Whether a cluster has said it: whoever applies the same fields as here takes away what is left out, and others do not. */
const isOfCluster = (update: Update) => objectsOf(update, 'before').some(({ metadata }) => 'uid' in metadata);

test.each(casesOf('U29').bad.map((update) => [update.says ?? update.tells ?? update.path, update] as const))('%s', (_, update) => inNamespace(async (namespace) => {
  const [before, after] = [objectsOf(update, 'before'), objectsOf(update, 'after')];
  const said = findingsBetween(before, after).flatMap(({ apiServerMessage }) => apiServerMessage ?? []);
  await namespace.apply(before);
  const verdicts = await Promise.all(after.map((manifest) => namespace.dryRun(manifest)));
  expect(verdicts.map(({ accepted }) => accepted)).toEqual([false]);
  said.forEach((message) => expect(verdicts[0]!.message).toContain(message));
})());

test.each(casesOf('U29').good.filter((update) => !isOfCluster(update)).map((update, index) => [index, update] as const))('what U29 does not complain about is taken (%i)', (_, update) => inNamespace(async (namespace) => {
  await namespace.apply(objectsOf(update, 'before'));
  const verdicts = await Promise.all(objectsOf(update, 'after').map((manifest) => namespace.dryRun(manifest)));
  expect(verdicts.filter(({ accepted }) => !accepted)).toEqual([]);
})());
