import { backstepProblem, relativePathProblem } from '../kubernetes/volume-paths';
import { isEmpty, missing, REFUSED, repeated, requiredFaults, strictChoiceFaults, textFaults } from '../lint/faults';
import { listedNames } from '../lint/listed';
import { Fault, NONE, Rule, source } from '../lint/rule';
import { lazily } from '../model/cached';
import { Field } from '../model/field';
import { Container, PodTemplate } from '../model/pod-template';
import { mountableNames, volumesInEffect } from '../model/volumes';

const VALIDATION = 'pkg/apis/core/validation/validation.go';

/**
 * Rules on how containers mount volumes.
 */
export const MOUNTS: readonly Rule[] = [
  {
    id: 'P10',
    name: 'mount-without-volume',
    severity: 'error',
    demand: 'Every mount names a volume of the pod or a claim template.',
    consequence: REFUSED,
    fix: 'add a volume or claim template of that name, or correct the name',
    link: source(VALIDATION, 3039),
    check: {
      pod: pod => {
        const mounts = pod.allContainers.flatMap(container => container.volumeMounts);
        return mounts.length === 0 ? NONE : unknownNameFaults(pod, mounts);
      },
    },
  },
  {
    id: 'P11',
    name: 'mount-path-invalid',
    severity: 'error',
    demand: 'Every mount has a path, and no other mount of the container has the same.',
    consequence: REFUSED,
    fix: 'give each mount a path of its own',
    link: source(VALIDATION, 3042),
    check: {
      pod: ({ allContainers }) => allContainers.flatMap(({ volumeMounts }) => {
        const paths = volumeMounts.map(mount => mount.at('mountPath'));
        return [
          ...requiredFaults(...paths),
          ...repeated(paths).map(path => ({ at: path, problem: 'is the path of another mount of the container, too' })),
        ];
      }),
    },
  },
  {
    id: 'P12',
    name: 'mount-sub-path-invalid',
    severity: 'error',
    demand: 'A mount has either a subPath or a subPathExpr, which is relative and does not lead out of the volume.',
    consequence: REFUSED,
    fix: "write it as a path within the volume, without '/' at the start and without '..'",
    link: source(VALIDATION, 3058),
    check: {
      pod: ({ allContainers }) => allContainers.flatMap(container => container.volumeMounts.flatMap(mount => [
        ...textFaults(mount.at('subPath'), relativePathProblem),
        ...textFaults(mount.at('subPathExpr'), relativePathProblem),
        ...mount.at('subPath').string && mount.at('subPathExpr').string
          ? [{ at: mount.at('subPathExpr'), problem: 'stands beside subPath', fix: 'keep one of them' }]
          : NONE,
      ])),
    },
  },
  {
    id: 'P13',
    name: 'volume-device-invalid',
    severity: 'error',
    demand: 'A volume that a container gets as a device is a claim, has a path of its own there, and is not mounted as well.',
    consequence: REFUSED,
    fix: 'name a claim template with volumeMode Block and a path such as /dev/xvda, and do not mount it in the same container',
    link: source(VALIDATION, 3078),
    check: {
      pod: pod => {
        const withDevices = pod.allContainers.filter(container => container.volumeDevices.length > 0);
        return withDevices.length === 0 ? NONE : deviceFaults(pod, withDevices);
      },
    },
  },
  {
    id: 'P28',
    name: 'mount-propagation-invalid',
    severity: 'error',
    demand: 'Mounts propagate to the node only from privileged containers, and are read-only all the way down only where they are read-only.',
    consequence: REFUSED,
    fix: 'use HostToContainer or None, or make the container privileged',
    link: source(VALIDATION, 1387),
    check: {
      pod: ({ allContainers }, { target }) => allContainers.flatMap(container => container.volumeMounts.flatMap(mount => [
        ...propagationFaults(container, mount.at('mountPropagation')),
        // older versions drop it
        ...target.isPartlyFrom('1.31') ? recursiveReadOnlyFaults(mount) : NONE,
      ])),
    },
  },
];

function unknownNameFaults(pod: PodTemplate, mounts: readonly Field[]): readonly Fault[] {
  const names = mountableNames(pod);
  const problem = lazily(() => unknownMount(pod, names));
  return mounts.map(mount => mount.at('name')).flatMap(name => {
    if (isEmpty(name)) {
      return [missing(name)];
    }
    return name.string === undefined || names.has(name.string) ? NONE : [{ at: name, problem: problem() }];
  });
}

function unknownMount(pod: PodTemplate, names: ReadonlySet<string>): string {
  const kinds = pod.statefulSet ? 'names neither a volume of the pod nor a claim template' : 'names no volume of the pod';
  return names.size === 0 ? `${kinds}; it has none` : `${kinds} (${listedNames([...names])})`;
}

function deviceFaults(pod: PodTemplate, withDevices: readonly Container[]): readonly Fault[] {
  const names = mountableNames(pod);
  const files = new Set(volumesInEffect(pod).filter(volume => !volume.at('persistentVolumeClaim').isSet && !volume.at('ephemeral').isSet)
    .map(volume => volume.at('name').string));
  const nameProblem = (name: string) => names.has(name)
    ? files.has(name) ? { problem: 'is a volume of files, and only claims can be devices' } : undefined
    : { problem: unknownMount(pod, names) };
  return withDevices.flatMap(({ volumeDevices, volumeMounts }) => {
    const devices = volumeDevices.map(device => device.at('name'));
    const paths = volumeDevices.map(device => device.at('devicePath'));
    const mounted = new Set(volumeMounts.flatMap(mount => [mount.at('name').string, mount.at('mountPath').string]));
    return [
      ...requiredFaults(...devices, ...paths),
      ...devices.flatMap(name => textFaults(name, nameProblem)),
      ...paths.flatMap(path => textFaults(path, backstepProblem)),
      ...repeated(devices).map(name => ({ at: name, problem: 'is another device of the container, too' })),
      ...repeated(paths).map(path => ({ at: path, problem: 'is the path of another device of the container, too' })),
      ...[...devices, ...paths].filter(field => field.string && mounted.has(field.string))
        .map(field => ({ at: field, problem: 'is mounted in the container, too', fix: 'keep the device or the mount' })),
    ];
  });
}

function propagationFaults({ field }: Container, propagation: Field): readonly Fault[] {
  if (propagation.string === 'Bidirectional' && field.at('securityContext', 'privileged').boolean !== true) {
    return [{ at: propagation, problem: 'is for privileged containers only' }];
  }
  return strictChoiceFaults(propagation, ['None', 'HostToContainer', 'Bidirectional']);
}

function recursiveReadOnlyFaults(mount: Field): readonly Fault[] {
  const recursive = mount.at('recursiveReadOnly');
  if (recursive.string !== 'Enabled' && recursive.string !== 'IfPossible') {
    return strictChoiceFaults(recursive, ['Disabled', 'IfPossible', 'Enabled']);
  }
  const propagation = mount.at('mountPropagation').string;
  return [
    ...mount.at('readOnly').boolean === true ? NONE : [{ at: recursive, problem: 'needs readOnly: true', fix: 'set readOnly: true, too' }],
    ...propagation && propagation !== 'None'
      ? [{ at: recursive, problem: `cannot stand beside mountPropagation ${propagation}`, fix: 'keep one of them' }]
      : NONE,
  ];
}
