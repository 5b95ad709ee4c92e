import { casesOf, findingsBetween, findingsOf, idsWithCases } from './cases';
import { messageOf } from '../../../src/manifest/lint/finding';
import { RULES } from '../../../src/manifest/rules';
import { UpdateFinding } from '../../../src/manifest/update/finding';
import { UPDATE_RULES } from '../../../src/manifest/update/rules';
import { baseManifests } from '../rules/cases';

const told = (findings: UpdateFinding[]) => findings.map(({ id, severity, object, path }) => `${severity} ${id} ${object.kind}/${object.name} ${path}`);

test('an application that stays the same has no finding', () => {
  expect(told(findingsBetween(baseManifests(), baseManifests()))).toEqual([]);
});

test('every update rule has cases, and all cases have a rule', () => {
  expect(idsWithCases().sort()).toEqual(UPDATE_RULES.map(rule => rule.id).sort());
});

test('ids and names are there once, those of the other rules included', () => {
  const rules = [...RULES, ...UPDATE_RULES];
  expect(new Set(rules.map(rule => rule.id)).size).toBe(rules.length);
  expect(new Set(rules.map(rule => rule.name)).size).toBe(rules.length);
});

test.each(UPDATE_RULES)('update rule $id is described in sentences that fit together', ({ name, demand, consequence, fix, data, link }) => {
  expect(name).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
  for (const sentence of [demand, data]) {
    expect(sentence).toMatch(/^[A-Z`].*\.$/s);
  }
  for (const part of [consequence, fix]) {
    expect(part).toMatch(/^[a-z`].*[^.]$/s);
  }
  expect(link).toMatch(/^https:\/\/[^ ]+$/);
});

describe.each(UPDATE_RULES)('update rule $id ($name)', ({ id, severity, outcome }) => {
  const { bad, good } = casesOf(id);

  test.each(bad)('finds it at $path ($#)', example => {
    const found = findingsOf(example).filter(finding => finding.id === id);
    expect(found.map(finding => `${finding.severity} ${finding.outcome} ${finding.path}`))
      .toContain(`${example.severity ?? severity} ${example.outcome ?? outcome} ${example.path}`);
    const finding = found.find(({ path }) => path === example.path);
    if (example.says !== undefined) {
      expect(finding?.apiServerMessage).toBe(example.says ?? undefined);
    }
    expect(finding && [messageOf(finding), finding.fix, finding.data].join('\n')).toContain(example.tells ?? '');
  });

  test.each(good)('does not complain about its good twin ($#)', example => {
    const found = findingsOf(example).filter(finding => finding.id === id || finding.severity === 'error');
    expect(told(found)).toEqual([]);
  });
});
