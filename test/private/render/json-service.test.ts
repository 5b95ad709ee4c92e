import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { JsonService, JsonServiceProps } from '../../../src/private/render/json-service';
import { chart, manifestOf } from '../../support';

function service(scope = chart(), props: Partial<JsonServiceProps> = {}) {
  return new JsonService(scope, 'service', {
    metadata: { name: 'db' },
    type: kplus.ServiceType.CLUSTER_IP,
    ports: () => [{ port: 80, name: 'http' }],
    selector: () => ({ app: 'db' }),
    spec: {},
    ...props,
  });
}

function specOf(props: Partial<JsonServiceProps>) {
  const scope = chart();
  service(scope, props);
  return manifestOf(scope, 'Service').spec;
}

test('what the spec holds comes through, whether cdk8s-plus knows it or not', () => {
  expect(specOf({ spec: { trafficDistribution: 'PreferClose' } }).trafficDistribution).toBe('PreferClose');
});

test('a JSON patch with plain values comes through', () => {
  const scope = chart();
  ApiObject.of(service(scope)).addJsonPatch(JsonPatch.add('/spec/ports/0/targetPort', 'http'));
  expect(manifestOf(scope, 'Service').spec.ports).toEqual([{ name: 'http', port: 80, targetPort: 'http' }]);
});

test('a target port that is the port is left out', () => {
  expect(specOf({ ports: () => [{ port: 80, targetPort: 80 }] }).ports).toEqual([{ port: 80 }]);
});

test('another target port is kept', () => {
  expect(specOf({ ports: () => [{ port: 80, targetPort: 8080 }] }).ports).toEqual([{ port: 80, targetPort: 8080 }]);
});

test('a Service without ports has no list of ports', () => {
  expect(specOf({ ports: () => [] })).not.toHaveProperty('ports');
});

test('a bound port is added', () => {
  const scope = chart();
  service(scope).bind(81, { name: 'more' });
  expect(manifestOf(scope, 'Service').spec.ports).toEqual([{ name: 'http', port: 80 }, { name: 'more', port: 81 }]);
});

test('selected labels are added', () => {
  const scope = chart();
  const one = service(scope);
  one.select(kplus.Pods.select(scope, 'pods', { labels: { tier: 'data' } }));
  one.selectLabel('zone', 'a');
  expect(manifestOf(scope, 'Service').spec.selector).toEqual({ app: 'db', tier: 'data', zone: 'a' });
});

test('an ingress can lead to it', () => {
  const scope = chart();
  service(scope).exposeViaIngress('/db');
  expect(manifestOf(scope, 'Ingress').spec.rules[0].http.paths[0].backend.service).toEqual({ name: 'db', port: { number: 80 } });
});

test('its port is the first one', () => {
  expect(service().port).toBe(80);
});

test('fails to tell the port where there is none', () => {
  expect(() => service(chart(), { ports: () => [] }).port).toThrow('service "db" has no port; declare one on a container');
});

test('it is a Service of cdk8s-plus', () => {
  expect(service()).toBeInstanceOf(kplus.Service);
});
