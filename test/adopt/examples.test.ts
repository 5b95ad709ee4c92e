import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { dump } from 'js-yaml';
import { adopted, proofOf } from './support';
import { measure, percentTyped } from '../../src/adopt/measure';

const EXAMPLES = join(__dirname, '..', '..', 'examples');
const NAMES = readdirSync(EXAMPLES).filter(name => existsSync(join(EXAMPLES, name, 'cdk8s.yaml')));

type Example = new (scope: Construct, id: string, props: object) => Chart;

/** What an example must be given. */
const PROPS: Readonly<Record<string, object>> = { kafka: { clusterId: '4L6g3nShT-eMCtK--X86sw', externalDomain: 'kafka.example.com' } };

/** The manifests of an example, as `cdk8s synth` writes them. */
function manifestsOf(name: string): string {
  const file = join(EXAMPLES, name, 'main.ts');
  const [, className = ''] = /export class (\w+) extends Chart/.exec(readFileSync(file, 'utf8')) ?? [];
  const example = (createRequire(__filename)(file) as Record<string, Example>)[className]!;
  return (Testing.synth(new example(Testing.app(), name, PROPS[name] ?? {})) as unknown[]).map(manifest => dump(manifest)).join('---\n');
}

test.each(NAMES)('the example %s is adopted as it is', name => {
  const adoption = adopted(manifestsOf(name));
  expect(adoption.objects.filter(({ object }) => object.kind === 'StatefulSet').length).toBeGreaterThan(0);
  expect([...adoption.reasons]).toEqual([]);
  expect(proofOf(adoption).different).toEqual([]);
  expect(percentTyped(measure(adoption))).toBeGreaterThanOrEqual(90);
});
