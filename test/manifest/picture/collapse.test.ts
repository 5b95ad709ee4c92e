import { changed, drawn, podService } from './support';
import { collapsed } from '../../../src/manifest/picture/collapse';

const groups = (application: ReturnType<typeof drawn>) => collapsed(application.lanes).map(({ lanes }) => lanes.length === 1 ? `${lanes[0].ordinal}` : `${lanes[0].ordinal}-${lanes.at(-1)!.ordinal}`);

test.each([
  [3, ['0', '1', '2']],
  [4, ['0', '1', '2-3']],
  [200, ['0', '1', '2-199']],
])('of %i equal pods there are the first two and the others', (count, expected) => {
  expect(groups(drawn({ 'replicas: 3': `replicas: ${count}` }))).toEqual(expected);
});

test('pods on both sides of the partition are not equal', () => {
  expect(groups(drawn({ 'replicas: 3': 'replicas: 12', 'partition: 0': 'partition: 6' }))).toEqual(['0', '1', '2-5', '6', '7', '8-11']);
});

test('a pod that has something of its own stands alone', () => {
  expect(groups(drawn({ 'replicas: 3': 'replicas: 12' }, podService('db-5')))).toEqual(['0', '1', '2-4', '5', '6', '7', '8-11']);
});

test('Services of all pods are no difference between them', () => {
  const services = Array.from({ length: 12 }, (_, ordinal) => podService(`db-${ordinal}`));
  expect(groups(drawn({ 'replicas: 3': 'replicas: 12' }, ...services))).toEqual(['0', '1', '2-11']);
});

test('pods that come are not those that were there', () => {
  expect(groups(changed({ 'replicas: 3': 'replicas: 12' }))).toEqual(['0', '1', '2', '3', '4', '5-11']);
});
