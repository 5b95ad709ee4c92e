import { certificateFaults, trustBundleFaults } from './certificate-sources';
import { integerProblem } from '../kubernetes/numbers';
import { parseQuantity } from '../kubernetes/quantities';
import { TargetVersions } from '../kubernetes/target-versions';
import { backstepProblem, projectedPathProblem } from '../kubernetes/volume-paths';
import { choiceFaults, isObject, numberFaults, repeated, requiredFaults, requiredTextFaults } from '../lint/faults';
import { Fault, NONE } from '../lint/rule';
import { Field } from '../model/field';

const HOST_PATH_TYPES = ['DirectoryOrCreate', 'Directory', 'FileOrCreate', 'File', 'Socket', 'CharDevice', 'BlockDevice'];
const PROJECTIONS = ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken', 'clusterTrustBundle', 'podCertificate'];
const LEAST_EXPIRATION = 600;
const MOST_EXPIRATION = 2 ** 32;

/** What has to be there of each source, and what is wrong with it. */
const CHECKS: Readonly<Record<string, (source: Field, target: TargetVersions) => readonly Fault[]>> = {
  secret: source => [...requiredFaults(source.at('secretName')), ...modeFaults(source.at('defaultMode')), ...itemsFaults(source)],
  configMap: source => [...requiredFaults(source.at('name')), ...modeFaults(source.at('defaultMode')), ...itemsFaults(source)],
  downwardAPI: source => [...modeFaults(source.at('defaultMode')), ...source.at('items').items.flatMap(downwardFileFaults)],
  projected: (source, target) => [...modeFaults(source.at('defaultMode')), ...projectedFaults(source, target)],
  persistentVolumeClaim: source => requiredFaults(source.at('claimName')),
  ephemeral: source => requiredFaults(source.at('volumeClaimTemplate')),
  hostPath: source => [...requiredTextFaults(source.at('path'), backstepProblem), ...choiceFaults(source.at('type'), HOST_PATH_TYPES)],
  emptyDir: source => sizeLimitFaults(source.at('sizeLimit')),
  nfs: source => [
    ...requiredFaults(source.at('server')),
    ...requiredTextFaults(source.at('path'), path => path.startsWith('/') ? undefined : { problem: 'is not absolute' }),
  ],
  // older versions drop it
  image: (source, target) => target.isPartlyFrom('1.35') ? imageFaults(source) : NONE,
  csi: source => requiredFaults(source.at('driver')),
};

/**
 * What is wrong with what a volume is made of.
 */
export function volumeSourceFaults(volume: Field, target: TargetVersions): readonly Fault[] {
  return volume.keys.flatMap(key => {
    const check = Object.prototype.hasOwnProperty.call(CHECKS, key) ? CHECKS[key] : undefined;
    const source = volume.at(key);
    return check && isObject(source) ? check(source, target) : NONE;
  });
}

function modeFaults(mode: Field): readonly Fault[] {
  if (mode.number === undefined || integerProblem(mode.number, 0, 0o777) === undefined) {
    return NONE;
  }
  const octal = /^[0-7]{3}$/.test(String(mode.number)) ? parseInt(String(mode.number), 8) : undefined;
  return [{
    at: mode,
    problem: 'is not a mode from 0 to 511 (0777)',
    fix: octal === undefined ? 'write the mode as a decimal number: 420 for 0644' : `write ${octal}, which is 0${mode.number} as a decimal number`,
    edit: octal === undefined ? undefined : { set: octal },
  }];
}

function itemsFaults(source: Field): readonly Fault[] {
  return source.at('items').items.flatMap(item => [
    ...requiredFaults(item.at('key')),
    ...fileFaults(item),
  ]);
}

function fileFaults(file: Field): readonly Fault[] {
  return [...requiredTextFaults(file.at('path'), projectedPathProblem), ...modeFaults(file.at('mode'))];
}

function downwardFileFaults(file: Field): readonly Fault[] {
  const references = ['fieldRef', 'resourceFieldRef'].filter(key => file.at(key).isSet);
  return [
    ...fileFaults(file),
    ...references.length === 0 ? [{ at: file, problem: 'has neither fieldRef nor resourceFieldRef', fix: 'name the field or the resource' }] : NONE,
    ...references.length === 2 ? [{ at: file, problem: 'has both fieldRef and resourceFieldRef', fix: 'keep one of them' }] : NONE,
  ];
}

function projectedFaults(projected: Field, target: TargetVersions): readonly Fault[] {
  const sources = projected.at('sources').items;
  const paths = sources.flatMap(source => ['secret', 'configMap', 'downwardAPI'].flatMap(key => source.at(key, 'items').items))
    .map(item => item.at('path'));
  return [
    ...sources.flatMap(source => projectionFaults(source, target)),
    ...repeated(paths).map(path => ({ at: path, problem: 'is the path of another file of the volume, too' })),
  ];
}

function projectionFaults(source: Field, target: TargetVersions): readonly Fault[] {
  const kinds = source.keys.filter(key => PROJECTIONS.includes(key));
  const token = source.at('serviceAccountToken');
  return [
    ...kinds.length > 1 ? [{ at: source, problem: `is made of more than one thing (${kinds.join(', ')})`, fix: 'make each a source of its own' }] : NONE,
    ...['secret', 'configMap'].map(key => source.at(key)).filter(isObject)
      .flatMap(reference => [...requiredFaults(reference.at('name')), ...itemsFaults(reference)]),
    ...source.at('downwardAPI', 'items').items.flatMap(downwardFileFaults),
    ...isObject(token) ? [
      ...requiredTextFaults(token.at('path'), projectedPathProblem),
      ...numberFaults(token.at('expirationSeconds'), LEAST_EXPIRATION, MOST_EXPIRATION),
    ] : NONE,
    // older versions drop both
    ...target.isPartlyFrom('1.37') ? [
      ...[source.at('podCertificate')].filter(isObject).flatMap(certificateFaults),
      ...[source.at('clusterTrustBundle')].filter(isObject).flatMap(trustBundleFaults),
    ] : NONE,
  ];
}

function imageFaults(image: Field): readonly Fault[] {
  return [...requiredFaults(image.at('reference')), ...choiceFaults(image.at('pullPolicy'), ['Always', 'IfNotPresent', 'Never'])];
}

function sizeLimitFaults(limit: Field): readonly Fault[] {
  const quantity = limit.intOrString === undefined ? undefined : parseQuantity(limit.intOrString);
  if (limit.intOrString !== undefined && quantity === undefined) {
    return [{ at: limit, problem: 'is not a quantity', fix: 'write it as 512Mi or 1Gi' }];
  }
  return quantity !== undefined && quantity < 0n ? [{ at: limit, problem: 'is negative', fix: 'write it as 512Mi or 1Gi' }] : NONE;
}
