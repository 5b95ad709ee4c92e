import * as kplus from 'cdk8s-plus-28';
import { StatefulApp, StatefulAppProps } from '../../src';
import { chart, CONTAINER, manifestOf, specOf } from '../support';

// These tests run with every cdk8s-plus that has a package; the name above is replaced (scripts/packages).
const MINOR = Number(/\d+$/.exec('cdk8s-plus-28')![0]);

test('a StatefulSet of cdk8s-plus loses its volumes from 32 on where it has no claim template, and a StatefulApp never does', () => {
  const [theirs, ours] = [chart(), chart()];
  const props = (scope: typeof ours): kplus.WorkloadProps => ({ containers: [CONTAINER], volumes: [kplus.Volume.fromEmptyDir(scope, 'tmp', 'tmp')] });
  new kplus.StatefulSet(theirs, 'db', props(theirs));
  new StatefulApp(ours, 'db', props(ours));
  const [their, our] = [theirs, ours].map(scope => manifestOf(scope, 'StatefulSet').spec.template.spec.volumes);
  expect(their).toEqual(MINOR < 32 ? [{ name: 'tmp', emptyDir: {} }] : undefined);
  expect(our).toEqual([{ name: 'tmp', emptyDir: {} }]);
});

test('what Kubernetes does anyway is not written by a newer cdk8s-plus, either', () => {
  expect(specOf().template.spec).not.toHaveProperty('shareProcessNamespace');
});

test.each([true, false])('shareProcessNamespace: %s is written where cdk8s-plus knows it, and refused otherwise', (shareProcessNamespace) => {
  const written = (podDefaults: boolean) => specOf({ shareProcessNamespace, podDefaults } as Partial<StatefulAppProps>).template.spec;
  if (MINOR < 32) {
    expect(() => written(true)).toThrow('shareProcessNamespace is no property of StatefulApp');
  } else {
    expect(written(true)).toMatchObject({ shareProcessNamespace });
    expect(written(false)).toMatchObject({ shareProcessNamespace });
  }
});
