import { casesOf, findingsIn, idsWithCases, manifestsOf } from './cases';
import { TargetVersions } from '../../../src/manifest/kubernetes/target-versions';
import { VERSIONS } from '../../../src/manifest/kubernetes/versions';
import { Finding, isAtLeast } from '../../../src/manifest/lint/finding';
import { sampleOf } from '../../sample';

/** Every minor version, and the patch from which Kubernetes 1.35 behaves in another way. */
const SINGLE_VERSIONS = VERSIONS.flatMap(version => {
  const minor = version.split('.', 2).join('.');
  return minor === '1.35' ? ['1.35.3', '1.35.4'] : [minor];
});

/** The most severe finding of each rule at each place. Of a field that some version does not know, V16 is silent. */
function worst(findings: readonly Finding[]): Map<string, string> {
  const severities = new Map<string, Finding['severity']>();
  const isUnknown = (one: Finding) => findings.some(({ id, object, path }) => id === 'V15' && object.title === one.object.title && path === one.path);
  for (const { id, object, path, severity } of findings.filter(finding => finding.id !== 'V16' || !isUnknown(finding))) {
    const place = `${id} ${object.kind}/${object.name} ${path}`;
    const known = severities.get(place);
    if (known === undefined || isAtLeast(severity, known)) {
      severities.set(place, severity);
    }
  }
  return new Map([...severities].sort(([one], [other]) => one < other ? -1 : 1));
}

describe.each(idsWithCases())('in a range, each version of the cases of %s counts', id => {
  const { bad, good } = casesOf(id);

  test.each(sampleOf([...bad, ...good], 24).map(manifestsOf))('case %#', (...manifests) => {
    const inAny = SINGLE_VERSIONS.flatMap(version => findingsIn(manifests, version));
    expect(worst(findingsIn(manifests, String(TargetVersions.ALL)))).toEqual(worst(inAny));
  });
});
