import { Size } from 'cdk8s';
import { VolumeClaimTemplateProps } from '../src';
import { chart, manifestOf, specOf, statefulApp } from './support';

const DATA: VolumeClaimTemplateProps = { name: 'data', storage: Size.gibibytes(10) };

test('there is no claim template by default', () => {
  expect(specOf()).not.toHaveProperty('volumeClaimTemplates');
});

test('a template can be added later', () => {
  const scope = chart();
  statefulApp(scope).addVolumeClaimTemplate(DATA);
  expect(manifestOf(scope, 'StatefulSet').spec.volumeClaimTemplates).toHaveLength(1);
});

test('a template can be looked up', () => {
  const app = statefulApp(chart(), { volumeClaimTemplates: [DATA] });
  expect(app.volumeClaimTemplate('data')).toBe(app.volumeClaimTemplates[0]);
});

test('the templates that are read are a copy', () => {
  const app = statefulApp(chart(), { volumeClaimTemplates: [DATA] });
  app.volumeClaimTemplates.pop();
  expect(app.volumeClaimTemplates).toHaveLength(1);
});

test('fails for two templates of one name', () => {
  expect(() => specOf({ volumeClaimTemplates: [DATA, { ...DATA, storage: Size.gibibytes(1) }] }))
    .toThrow('volumeClaimTemplates.name "data" is there twice, and the pods would lose one of the claims; rename one');
});

test('fails for a template that does not exist', () => {
  expect(() => statefulApp(chart(), { volumeClaimTemplates: [DATA] }).volumeClaimTemplate('dta'))
    .toThrow('volumeClaimTemplate "dta" does not exist; use one of "data"');
});

test('fails for any template where there is none', () => {
  expect(() => statefulApp(chart()).volumeClaimTemplate('data')).toThrow('volumeClaimTemplate "data" does not exist; add it with addVolumeClaimTemplate');
});
