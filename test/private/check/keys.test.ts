import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { StatefulApp } from '../../../src';
import { CONTAINER } from '../../support';

function programWith(key: string): App {
  const app = new App();
  const chart = new Chart(app, 'c');
  const secret = new kplus.Secret(chart, 'secret', { metadata: { name: 'db' }, stringData: { password: 'secret' } });
  const password = kplus.EnvValue.fromSecretValue({ secret, key });
  new StatefulApp(chart, 'db', { metadata: { name: 'db' }, containers: [{ ...CONTAINER, envVariables: { PASSWORD: password } }], acceptedFindings: { R50: 'a test' } });
  return app;
}

test('fails for a key that a Secret of the program does not have', () => {
  expect(() => programWith('pasword').synthYaml()).toThrow('"pasword" is no key of Secret "db", which has password');
});

test('a key that it has is no fault', () => {
  expect(() => programWith('password').synthYaml()).not.toThrow();
});
