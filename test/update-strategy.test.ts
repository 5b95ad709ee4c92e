import * as kplus from 'cdk8s-plus-28';
import { UpdateStrategy } from '../src';
import { specOf } from './support';

test('a rolling update of all pods is the default, and spelled out', () => {
  expect(specOf().updateStrategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { partition: 0 } });
});

test('a partition holds back the pods below it', () => {
  expect(specOf({ updateStrategy: UpdateStrategy.rollingUpdate({ partition: 2 }) }).updateStrategy.rollingUpdate).toEqual({ partition: 2 });
});

test('maxUnavailable can be a number', () => {
  const updateStrategy = UpdateStrategy.rollingUpdate({ maxUnavailable: kplus.PercentOrAbsolute.absolute(2) });
  expect(specOf({ updateStrategy }).updateStrategy.rollingUpdate.maxUnavailable).toBe(2);
});

test('maxUnavailable can be a percentage', () => {
  const updateStrategy = UpdateStrategy.rollingUpdate({ maxUnavailable: kplus.PercentOrAbsolute.percent(25) });
  expect(specOf({ updateStrategy }).updateStrategy.rollingUpdate.maxUnavailable).toBe('25%');
});

test('OnDelete has no rolling update to partition', () => {
  expect(specOf({ updateStrategy: UpdateStrategy.onDelete() }).updateStrategy).toEqual({ type: 'OnDelete' });
});

test('fails to compile with a partition for OnDelete', () => {
  // @ts-expect-error OnDelete takes no options, so that there is nothing to contradict
  expect(UpdateStrategy.onDelete({ partition: 1 })._toKube()).toEqual({ type: 'OnDelete' });
});

test.each([-1, 0.5])('fails for a partition of %d', partition => {
  expect(() => UpdateStrategy.rollingUpdate({ partition })).toThrow(`partition ${partition} is not a whole number of 0 or more`);
});

test('fails for a maxUnavailable of 0', () => {
  expect(() => UpdateStrategy.rollingUpdate({ maxUnavailable: kplus.PercentOrAbsolute.absolute(0) }))
    .toThrow('maxUnavailable 0 is not a whole number of 1 or more');
});

test('fails for a maxUnavailable of 101 %', () => {
  expect(() => UpdateStrategy.rollingUpdate({ maxUnavailable: kplus.PercentOrAbsolute.percent(101) }))
    .toThrow('maxUnavailable "101%" is not a whole percentage from 1 to 100');
});
