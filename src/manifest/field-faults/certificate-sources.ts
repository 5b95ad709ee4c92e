import { projectedPathProblem } from '../kubernetes/volume-paths';
import { choiceFaults, numberFaults, requiredFaults, requiredTextFaults, textFaults } from '../lint/faults';
import { Fault, NONE } from '../lint/rule';
import { Field } from '../model/field';

const KEY_TYPES = ['RSA3072', 'RSA4096', 'ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'ED25519'];
const CERTIFICATE_PATHS = ['credentialBundlePath', 'keyPath', 'certificateChainPath'];

/** An hour, and 91 days, in seconds. */
const LEAST_CERTIFICATE = 3600;
const MOST_CERTIFICATE = 7862400;

/**
 * What is wrong with a key and a certificate of the pod, as files of a projected volume.
 */
export function certificateFaults(certificate: Field): readonly Fault[] {
  const [keyType, seconds] = [certificate.at('keyType'), certificate.at('maxExpirationSeconds')];
  const paths = CERTIFICATE_PATHS.map(name => certificate.at(name)).filter(path => !path.isEmpty);
  return [
    ...requiredFaults(certificate.at('signerName')),
    ...keyType.isEmpty ? requiredFaults(keyType) : choiceFaults(keyType, KEY_TYPES),
    ...seconds.isSet ? numberFaults(seconds, LEAST_CERTIFICATE, MOST_CERTIFICATE) : NONE,
    ...paths.flatMap(path => textFaults(path, projectedPathProblem)),
    ...paths.length === 0 ? [{ at: certificate, problem: `has none of ${CERTIFICATE_PATHS.join(', ')}`, fix: 'say where the files go' }] : NONE,
  ];
}

/**
 * What is wrong with certificates to trust, as a file of a projected volume.
 */
export function trustBundleFaults(bundle: Field): readonly Fault[] {
  const named = ['name', 'signerName'].map(name => bundle.at(name)).filter(field => field.isSet);
  const problem = named.length === 0 ? 'has neither name nor signerName' : 'has both name and signerName';
  return [
    ...named.length === 1 ? requiredFaults(...named) : [{ at: bundle, problem, fix: 'set one of them' }],
    ...requiredTextFaults(bundle.at('path'), projectedPathProblem),
  ];
}
