import { configurationOf } from '../../../src/manifest/configuration/configuration';

const of = (value: unknown) => configurationOf(value, 'stateful-app.yaml', '/repository');

test('a version keeps its zero', () => {
  expect(of({ targetVersion: '1.30' }).target?.toString()).toBe('1.30');
});

test('a severity is that of a rule, by its id or name', () => {
  expect([...of({ severities: { 'R50': 'error', 'readiness-probe-missing': 'info' } }).severities].flat()).toEqual(['R50', 'error', 'readiness-probe-missing', 'info']);
});

test.each([
  ['a reason', 'no state', [{ reason: 'no state', files: [] }]],
  ['an object', { reason: 'no state', files: 'dist', kind: 'Deployment' }, [{ reason: 'no state', files: ['dist'], kind: 'Deployment' }]],
  ['a list', ['no state', { reason: 'moved', files: ['a', 'b'], name: 'db', namespace: 'prod' }],
    [{ reason: 'no state', path: 'acceptedFindings.R50[0]' }, { reason: 'moved', files: ['a', 'b'], path: 'acceptedFindings.R50[1]' }]],
])('findings are accepted by %s', (_, accepted, expected) => {
  expect(of({ acceptedFindings: { R50: accepted } }).accepted).toMatchObject(expected);
});

test('keys without values say nothing', () => {
  expect(of({ severities: '', acceptedFindings: '' })).toMatchObject({ severities: new Map(), accepted: [] });
});

test.each<[unknown, string]>([
  [[], 'stateful-app.yaml: [] is not an object; write keys with values'],
  [{ target: '1.34' }, 'stateful-app.yaml: target is not known; there are targetVersion, severities, acceptedFindings'],
  [{ targetVersion: 1.34 }, 'stateful-app.yaml: targetVersion 1.34 is not a text; write a version in quotes, as "1.34" or "1.30-1.36"'],
  [{ targetVersion: '1.9' }, 'stateful-app.yaml: targetVersion "1.9" is not within 1.28-1.37, the versions of Kubernetes that the rules know'],
  [{ severities: { R9999: 'error' } }, 'stateful-app.yaml: severities.R9999 is not the id of a rule, nor its name; both stand behind each finding'],
  [{ severities: { R50: 'fatal' } }, 'stateful-app.yaml: severities.R50 "fatal" is not one of info, warning, error'],
  [{ severities: { R50: 'off' } }, 'stateful-app.yaml: severities.R50 "off" is not one of info, warning, error; to tell none of its findings, accept them in acceptedFindings, with a reason'],
  [{ severities: { U06: 'info' } }, 'stateful-app.yaml: severities.U06 is of a rule on updates, which are judged by their outcome; accept its findings where they are meant'],
  [{ acceptedFindings: { R9999: 'x' } }, 'stateful-app.yaml: acceptedFindings.R9999 is not the id of a rule, nor its name; both stand behind each finding'],
  [{ acceptedFindings: { R50: ' ' } }, 'stateful-app.yaml: acceptedFindings.R50 " " is not a text; say why the findings are meant'],
  [{ acceptedFindings: { R50: { kind: 'Pod' } } }, 'stateful-app.yaml: acceptedFindings.R50 has no reason; say why the findings are meant'],
  [{ acceptedFindings: { R50: [{ reason: 'x', paths: 'a' }] } }, 'stateful-app.yaml: acceptedFindings.R50[0].paths is not known; there are reason, files, kind, name, namespace'],
  [{ acceptedFindings: { R50: { reason: 'x', files: [''] } } }, 'stateful-app.yaml: acceptedFindings.R50.files[0] "" is not a text; give a path or a pattern'],
])('fails at %j', (value, message) => {
  expect(() => of(value)).toThrow(new Error(message));
});
