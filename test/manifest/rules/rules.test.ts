import { baseManifests, casesOf, findingsIn, findingsOf, idsWithCases } from './cases';
import { RULES } from '../../../src/manifest/rules';

const told = (findings: ReturnType<typeof findingsIn>) => findings.map(({ id, severity, object, path }) => `${severity} ${id} ${object.kind}/${object.name} ${path}`);

test('an application without a fault has no finding', () => {
  expect(told(findingsIn(baseManifests()).filter(({ severity }) => severity !== 'info'))).toEqual([]);
});

test('every rule has cases, and all cases have a rule', () => {
  expect(idsWithCases().sort()).toEqual(RULES.map(rule => rule.id).sort());
});

test('ids and names are there once', () => {
  expect(new Set(RULES.map(rule => rule.id)).size).toBe(RULES.length);
  expect(new Set(RULES.map(rule => rule.name)).size).toBe(RULES.length);
});

test.each(RULES)('rule $id is described in sentences that fit together', ({ name, demand, consequence, fix, link }) => {
  expect(name).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
  expect(demand).toMatch(/^[A-Z`].*\.$/s);
  for (const part of [consequence, fix]) {
    expect(part).toMatch(/^[a-z`].*[^.]$/s);
  }
  expect(link).toMatch(/^https:\/\/[^ ]+$/);
});

describe.each(RULES)('rule $id ($name)', ({ id, severity }) => {
  const { bad, good } = casesOf(id);

  test.each(bad)('finds it at $path ($#)', example => {
    const found = findingsOf(example).filter(finding => finding.id === id);
    expect(found.map(finding => `${finding.severity} ${finding.path}`)).toContain(`${example.severity ?? severity} ${example.path}`);
  });

  test.each(good)('does not complain about its good twin ($#)', example => {
    const found = findingsOf(example).filter(finding => finding.id === id || finding.severity === 'error');
    expect(told(found)).toEqual([]);
  });
});

describe.each(RULES.filter(({ severity }) => severity === 'info'))('rule $id, of severity info,', ({ id }) => {
  test.each(casesOf(id).bad)('finds nothing worse ($#)', example => {
    expect(told(findingsOf(example).filter(finding => finding.id === id && finding.severity !== 'info'))).toEqual([]);
  });
});
