import { Chart, Size, Testing, Yaml } from 'cdk8s';
import { StatefulApp } from 'cdk8s-stateful-app';

const chart = new Chart(Testing.app(), 'database');
new StatefulApp(chart, 'db', {
  metadata: { name: 'db' },
  containers: [{ image: 'postgres:16.4', ports: [{ number: 5432 }] }],
  volumeClaimTemplates: [{ name: 'data', storage: Size.gibibytes(10), mounts: [{ path: '/var/lib/postgresql/data' }] }],
});
console.log(Yaml.stringify(...Testing.synth(chart)));
