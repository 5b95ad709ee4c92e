import { baseManifests } from './rules/cases';

/** Makes a program of so many applications, or of so many of what is in it. */
export type Program = (count: number) => unknown[];

type Json = Readonly<Record<string, unknown>>;

interface Manifest extends Json {
  readonly spec: Json;
}

const [SET, HEADLESS, CLIENT, BUDGET] = baseManifests() as readonly Manifest[] as readonly [Manifest, Manifest, Manifest, Manifest];
const POD = (SET.spec.template as Manifest).spec;
const [CONTAINER] = POD.containers as [Json];
const [CLAIM] = SET.spec.volumeClaimTemplates as [Manifest];

const of = (base: Manifest) => (name: string, spec: Json = {}, metadata: Json = {}): Json => ({
  ...base, metadata: { name, ...metadata }, spec: { ...base.spec, ...spec },
});
const [set, headless, client, budget] = [of(SET), of(HEADLESS), of(CLIENT), of(BUDGET)];

const template = (labels: Json, spec: Json = {}) => ({ template: { metadata: { labels }, spec: { ...POD, ...spec } } });
const labelled = (app: string, pod: Json = {}) => ({ selector: { matchLabels: { app } }, ...template({ app }, pod) });
const container = (fields: Json) => template({ app: 'db' }, { containers: [{ ...CONTAINER, ...fields }] });

const list = <T>(count: number, item: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => item(index));
const times = (count: number, objects: (index: number) => Json[]): Json[] => list(count, objects).flat();
const application = (name: string, metadata: Json = {}): Json[] => [
  set(name, { serviceName: name, ...labelled(name) }, metadata),
  headless(name, { selector: { app: name } }, metadata),
  client(`${name}-client`, { selector: { app: name } }, metadata),
  budget(name, { selector: { matchLabels: { app: name } } }, metadata),
];

/**
 * Programs whose objects have to do with each other in every way that rules look for, none of which may take a time that grows with the
 * square of them.
 */
export const PROGRAMS: Readonly<Record<string, Program>> = {
  'applications with a name each': count => times(count, index => application(`db${index}`)),
  'applications with a structure each': count => times(count, index => application(`db${index}`, { labels: { [`label${index}`]: '' } })),
  'one application in many namespaces': count => times(count, index => application('db', { namespace: `n${index}` })),
  'one application many times': count => times(count, () => application('db')),
  'applications that accept findings': count => times(count, index => application(`db${index}`, {
    annotations: { 'cdk8s-stateful-app.github.io/accept-R94': 'why', 'cdk8s-stateful-app.github.io/accept-R92': 'why' },
  })),

  'StatefulSets and budgets that share labels': count => times(count, index => [set(`s${index}`), budget(`b${index}`)]),
  'budgets that allow nothing': count => times(count, index => [set(`s${index}`), budget(`b${index}`, { maxUnavailable: 0 })]),
  'a budget for each and one for all': count => [
    budget('all'), ...times(count, index => [
      set(`s${index}`, template({ app: 'db', name: `s${index}` })), budget(`b${index}`, { selector: { matchLabels: { name: `s${index}` } } }),
    ]),
  ],
  'budgets that select by expressions': count => times(count, index => [
    set(`s${index}`, labelled(`s${index}`)),
    budget(`b${index}`, { selector: { matchExpressions: [{ key: 'app', operator: 'In', values: [`s${index}`, 'other'] }] } }),
  ]),
  'budgets that exclude labels': count => times(count, index => [
    set(`s${index}`, labelled(`s${index}`)),
    budget(`b${index}`, { selector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: [`other${index}`] }] } }),
    budget(`c${index}`, { selector: { matchExpressions: [{ key: `other${index}`, operator: 'DoesNotExist' }] } }),
  ]),
  'names of many words': count => [
    ...application('db'),
    budget('x-'.repeat(8 * count), { selector: { matchLabels: { app: 'other' } } }),
    client('db-client', { selector: { 'statefulset.kubernetes.io/pod-name': 'x-'.repeat(8 * count) } }),
    ...times(2, () => [client('x-'.repeat(8 * count))]),
    ...times(2, () => application('db')),
  ],
  'StatefulSets and Deployments that share labels': count => times(count, index => [
    set(`s${index}`), { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: `d${index}` }, spec: labelled('db') },
  ]),

  'StatefulSets and Services that share labels': count => times(count, index => [
    set(`s${index}`, { serviceName: `s${index}` }), headless(`s${index}`), client(`c${index}`),
  ]),
  'Services to pods that are not ready': count => times(count, index => [set(`s${index}`), headless(`s${index}`)]),
  'Services of one StatefulSet': count => [set('db'), ...times(count, index => [headless(`h${index}`), client(`c${index}`)])],
  'Services to wrong ports': count => times(count, index => [
    set(`s${index}`), client(`c${index}`, { ports: [{ name: 'a', port: 1, targetPort: 'missing' }, { name: 'b', port: 2, targetPort: 3 }] }),
  ]),
  'Services to single pods': count => [set('db', { replicas: count }), headless('db'), ...times(count, index => [
    client(`db-${index}`, { selector: { 'statefulset.kubernetes.io/pod-name': `db-${index}` } }),
  ])],
  'Services to pods of no StatefulSet': count => times(count, index => [
    set(`s${index}`, {}, { namespace: 'other' }), client(`c${index}`, { selector: { 'statefulset.kubernetes.io/pod-name': `db-${index}` } }, { namespace: 'one' }),
  ]),
  'Services by role': count => times(count, index => [
    set(`s${index}`, { serviceName: `r${index}` }), headless(`r${index}`, { selector: { app: 'db', role: `r${index}` } }),
  ]),
  'Services that select no pod': count => times(count, index => [
    set(`s${index}`, { ...labelled('db'), ...template({ app: 'db', tier: 'data' }) }), client(`c${index}`, { selector: { app: 'db', tier: `t${index}` } }),
    client(`d${index}`, { selector: { app: `d${index}`, tier: 'data' } }),
  ]),
  'Services on one port of the nodes': count => times(count, index => [
    client(`c${index}`, { type: 'NodePort', ports: [{ port: 5432, nodePort: 30000 }] }),
  ]),
  'StatefulSets that one Service governs': count => [client('db'), ...times(count, index => [set(`s${index}`, labelled(`s${index}`))])],
  'governing Services in other namespaces': count => times(count, index => [set('db', {}, { namespace: `a${index}` }), headless('db', {}, { namespace: `b${index}` })]),

  'claims of one name': count => times(count, index => [
    set(`${'x-'.repeat(index)}db`, { volumeClaimTemplates: [{ ...CLAIM, metadata: { name: `data${'-x'.repeat(count - index)}` } }] }),
  ]),
  'claims that select volumes': count => times(count, index => [
    set(`s${index}`, { volumeClaimTemplates: [{ ...CLAIM, spec: { ...CLAIM.spec, selector: { matchLabels: { volume: `v${index}` } } } }] }),
    { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: `v${index}`, labels: { volume: `v${index}` } }, spec: { storageClassName: 'fast' } },
  ]),
  'autoscalers of one StatefulSet': count => [set('db'), ...times(count, index => [{
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: `h${index}` },
    spec: { maxReplicas: 5, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db' } },
  }])],
  'roles of service accounts': count => times(count, index => [
    set(`s${index}`, labelled(`s${index}`, { serviceAccountName: `a${index}`, automountServiceAccountToken: false })), {
      apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', metadata: { name: `r${index}` }, subjects: [{ kind: 'ServiceAccount', name: `b${index}` }],
    },
  ]),
  'Secrets that are missing': count => times(count, index => [
    set(`s${index}`, labelled(`s${index}`, { imagePullSecrets: [{ name: `missing${index}` }] })), { apiVersion: 'v1', kind: 'Secret', metadata: { name: `s${index}` } },
  ]),

  'volumes and mounts of one pod': count => [set('db', template({ app: 'db' }, {
    containers: [{ ...CONTAINER, volumeMounts: list(count, index => ({ name: `v${index}`, mountPath: `/v/${index}` })) }],
    volumes: list(count, index => ({ name: `v${index}`, persistentVolumeClaim: { claimName: `c${index}` } })),
  }))],
  'claims and mounts of one pod': count => [set('db', {
    ...container({ volumeMounts: list(count, index => ({ name: `c${index}`, mountPath: `/v/${index}` })) }),
    volumeClaimTemplates: list(count, index => ({ ...CLAIM, metadata: { name: `c${index}` } })),
  })],
  'ports of one pod and its Service': count => [
    set('db', container({ ports: list(count, index => ({ name: `p${index}`, containerPort: index + 1 })) })),
    headless('db', { ports: list(count, index => ({ name: `p${index}`, port: index + 1, targetPort: `p${index}` })) }),
  ],
  'containers of one pod': count => [set('db', template({ app: 'db' }, { containers: list(count, index => ({ ...CONTAINER, name: `c${index}` })) }))],
  'containers that ask for the resources of others, as an autoscaler does': count => [
    set('db', template({ app: 'db' }, {
      containers: list(4 * count, index => ({
        name: `c${index}`, env: [{ name: 'CPUS', valueFrom: { resourceFieldRef: { containerName: `missing${index}`, resource: 'limits.cpu' } } }],
      })),
    })), {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'db' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db' },
        maxReplicas: 5,
        metrics: list(4 * count, index => ({
          type: 'ContainerResource', containerResource: { name: 'cpu', container: `c${2 * index}`, target: { type: 'Utilization', averageUtilization: 80 } },
        })),
      },
    },
  ],
  'mounts of volumes that are not there': count => [set('db', template({ app: 'db' }, {
    containers: [{ ...CONTAINER, volumeMounts: list(4 * count, index => ({ name: `missing${index}`, mountPath: `/v/${index}` })) }],
    volumes: list(4 * count, index => ({ name: `v${index}`, emptyDir: {} })),
  }))],
  'files of one volume': count => [
    set('db', template({ app: 'db' }, {
      containers: [{ ...CONTAINER, volumeMounts: list(count, index => ({ name: 'files', mountPath: `/v/${index}`, subPath: `f${index}` })) }],
      volumes: [{ name: 'files', configMap: { name: 'files' } }],
    })),
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'files' }, data: Object.fromEntries(list(count, index => [`f${index}`, ''])) },
  ],
  'variables of one container': count => [set('db', container({
    env: list(count, index => ({ name: `V${index}`, value: `$(V${index - 1}) $(V${index + 1})` })),
    envFrom: list(count, index => ({ configMapRef: { name: `c${index}` } })),
  }))],
};
