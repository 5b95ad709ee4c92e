import { volumeSourceFaults } from '../field-faults/volume-sources';
import { dnsLabelProblem } from '../kubernetes/names';
import { REFUSED, repeated, requiredTextFaults, textFaults } from '../lint/faults';
import { Fault, NONE, Rule, source } from '../lint/rule';
import { Field } from '../model/field';
import { VOLUME_SOURCES, volumesInEffect } from '../model/volumes';

const VALIDATION = 'pkg/apis/core/validation/validation.go';

/**
 * Rules on volumes of pods.
 */
export const VOLUMES: readonly Rule[] = [
  {
    id: 'P14',
    name: 'volume-invalid',
    severity: 'error',
    demand: 'The name of a volume or claim template is a DNS label, no other volume has it, and a volume is made of one thing.',
    consequence: REFUSED,
    fix: 'give the volume a name of its own, of lower-case letters, digits and hyphens, and one source',
    link: source(VALIDATION, 411),
    check: {
      pod: pod => {
        const volumes = volumesInEffect(pod);
        const names = volumes.map(volume => volume.at('name'));
        return [
          ...names.flatMap(name => requiredTextFaults(name, dnsLabelProblem)),
          ...repeated(names).map(name => ({ at: name, problem: 'is the name of another volume, too' })),
          ...volumes.flatMap(sourcesFaults),
          ...pod.claimTemplates.flatMap(claim => textFaults(claim.metadata.at('name'), dnsLabelProblem)),
        ];
      },
    },
  },
  {
    id: 'P15',
    name: 'volume-source-invalid',
    severity: 'error',
    demand: 'What a volume is made of is named, its files have relative paths, and their modes are from 0 to 0777 (511).',
    consequence: REFUSED,
    fix: 'complete the source of the volume',
    link: source(VALIDATION, 930),
    check: { pod: (pod, { target }) => volumesInEffect(pod).flatMap(volume => volumeSourceFaults(volume, target)) },
  },
];

/** A volume that names no source is an empty directory. */
function sourcesFaults(volume: Field): readonly Fault[] {
  const sources = volume.keys.filter(key => VOLUME_SOURCES.includes(key));
  return sources.length < 2 ? NONE : [{ at: volume, problem: `is made of more than one thing (${sources.join(', ')})`, fix: 'keep one of them' }];
}
