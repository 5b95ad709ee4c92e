import { fill, isJson, itemsAt, Json, objectAt } from '../model/json';

const PROBE = { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 };
const FILE_MODE = { defaultMode: 0o644 };

/** The defaults of the volume sources that have any. */
const VOLUME_SOURCES: Readonly<Record<string, Json>> = {
  hostPath: { type: '' },
  secret: FILE_MODE,
  configMap: FILE_MODE,
  downwardAPI: FILE_MODE,
  projected: FILE_MODE,
  iscsi: { iscsiInterface: 'default' },
  rbd: { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' },
  azureDisk: { cachingMode: 'ReadWrite', fsType: 'ext4', readOnly: false, kind: 'Shared' },
  scaleIO: { storageMode: 'ThinProvisioned', fsType: 'xfs' },
};

/**
 * Fills in the defaults of a pod template.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/apis/core/v1/defaults.go
 */
export function fillPodTemplate(template: Json): void {
  const spec = objectAt(template, 'spec');
  fill(spec, {
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
    schedulerName: 'default-scheduler',
    ...spec.serviceAccount !== undefined && { serviceAccountName: spec.serviceAccount },
  });
  if (spec.serviceAccountName !== undefined) {
    // the deprecated name follows the other one
    spec.serviceAccount = spec.serviceAccountName;
  }
  itemsAt(spec, 'volumes').forEach(fillVolume);
  [...itemsAt(spec, 'initContainers'), ...itemsAt(spec, 'containers')].forEach(fillContainer);
}

function fillVolume(volume: Json): void {
  if (Object.keys(volume).every(key => key === 'name')) {
    volume.emptyDir = {};
  }
  for (const [source, defaults] of Object.entries(VOLUME_SOURCES)) {
    const object = volume[source];
    if (isJson(object)) {
      fill(object, defaults);
    }
  }
  const { image, downwardAPI, projected, ephemeral } = volume;
  if (isJson(image)) {
    fill(image, { pullPolicy: pullPolicyOf(image.reference) });
  }
  if (isJson(downwardAPI)) {
    itemsAt(downwardAPI, 'items').forEach(fillReference);
  }
  if (isJson(projected)) {
    itemsAt(projected, 'sources').forEach(fillProjection);
  }
  if (isJson(ephemeral) && isJson(ephemeral.volumeClaimTemplate)) {
    fill(objectAt(ephemeral.volumeClaimTemplate, 'spec'), { volumeMode: 'Filesystem' });
  }
}

function fillProjection({ downwardAPI, serviceAccountToken }: Json): void {
  if (isJson(downwardAPI)) {
    itemsAt(downwardAPI, 'items').forEach(fillReference);
  }
  if (isJson(serviceAccountToken)) {
    fill(serviceAccountToken, { expirationSeconds: 3600 });
  }
}

function fillContainer(container: Json): void {
  fill(container, {
    imagePullPolicy: pullPolicyOf(container.image),
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  });
  itemsAt(container, 'ports').forEach(port => fill(port, { protocol: 'TCP' }));
  for (const { valueFrom } of itemsAt(container, 'env')) {
    if (isJson(valueFrom)) {
      fillReference(valueFrom);
    }
  }
  for (const probe of [container.livenessProbe, container.readinessProbe, container.startupProbe]) {
    if (isJson(probe)) {
      fill(probe, PROBE);
      fillHandler(probe);
    }
  }
  if (isJson(container.lifecycle)) {
    [container.lifecycle.postStart, container.lifecycle.preStop].filter(isJson).forEach(fillHandler);
  }
}

function fillHandler({ httpGet, grpc }: Json): void {
  if (isJson(httpGet)) {
    fill(httpGet, { path: '/', scheme: 'HTTP' });
  }
  if (isJson(grpc)) {
    fill(grpc, { service: '' });
  }
}

/** A reference to a field or to a resource, of the environment or of a file. */
function fillReference({ fieldRef, resourceFieldRef, fileKeyRef }: Json): void {
  if (isJson(fieldRef)) {
    fill(fieldRef, { apiVersion: 'v1' });
  }
  if (isJson(resourceFieldRef)) {
    fill(resourceFieldRef, { divisor: '0' });
  }
  if (isJson(fileKeyRef)) {
    fill(fileKeyRef, { optional: false });
  }
}

/** An image without tag and digest is the latest one. */
function pullPolicyOf(image: unknown): string {
  if (typeof image !== 'string') {
    return 'IfNotPresent';
  }
  const [name = '', digest] = image.split('@');
  const tag = /:([^:/]*)$/.exec(name)?.[1] ?? (digest === undefined ? 'latest' : '');
  return tag === 'latest' ? 'Always' : 'IfNotPresent';
}
