const { Chart, Size, Testing, Yaml } = require('cdk8s');
const { StatefulApp } = require('cdk8s-stateful-app');

const chart = new Chart(Testing.app(), 'database');
new StatefulApp(chart, 'db', {
  metadata: { name: 'db' },
  containers: [{ image: 'postgres:16.4', ports: [{ number: 5432 }] }],
  volumeClaimTemplates: [{ name: 'data', storage: Size.gibibytes(10), mounts: [{ path: '/var/lib/postgresql/data' }] }],
});
console.log(Yaml.stringify(...Testing.synth(chart)));
