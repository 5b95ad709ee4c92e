import { Fault, NONE, Rule } from '../lint/rule';
import { Field } from '../model/field';
import { PodTemplate } from '../model/pod-template';
import { volumesInEffect } from '../model/volumes';

/**
 * Rules on volumes that no container mounts.
 */
export const UNUSED_VOLUMES: readonly Rule[] = [
  {
    id: 'R32',
    name: 'claim-not-mounted',
    severity: 'warning',
    demand: 'Each claim template, and each claim of a pod, is mounted by a container.',
    consequence: 'the volumes are made and paid for and stay empty, and what should be there is lost with the container',
    fix: 'mount it in a container, or remove it',
    link: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#volume-claim-templates',
    check: {
      pod: pod => [
        ...unused(pod.claimTemplates.map(claim => claim.metadata.at('name')), pod, 'is a claim template that no container mounts'),
        ...unused(volumesInEffect(pod).filter(isClaim).map(nameOf), pod, 'is a claim that no container mounts'),
      ],
    },
  },
  {
    id: 'R33',
    name: 'volume-not-mounted',
    severity: 'info',
    demand: 'Each volume of a pod is mounted by a container.',
    consequence: 'the kubelet sets the volume up for nothing',
    fix: 'mount it in a container, or remove it',
    link: 'https://kubernetes.io/docs/concepts/storage/volumes/',
    check: {
      pod: pod => unused(volumesInEffect(pod).filter(volume => !isClaim(volume)).map(nameOf), pod, 'is a volume that no container mounts'),
    },
  },
];

function unused(names: readonly Field[], { allContainers }: PodTemplate, problem: string): readonly Fault[] {
  if (names.length === 0) {
    return NONE;
  }
  const used = new Set(allContainers.flatMap(({ volumeUses }) => volumeUses).map(use => use.at('name').string));
  return names.filter(({ string }) => string && !used.has(string)).map(at => ({ at, problem }));
}

function isClaim(volume: Field): boolean {
  return volume.at('persistentVolumeClaim').isSet || volume.at('ephemeral').isSet;
}

function nameOf(volume: Field): Field {
  return volume.at('name');
}
