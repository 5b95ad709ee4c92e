import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as cdk8s from 'cdk8s';
import * as plus from 'cdk8s-plus-28';
import * as library from '../../src';
import { adopt, Adoption } from '../../src/adopt/adopt';
import { build, Modules } from '../../src/adopt/build';
import { commentsOf } from '../../src/adopt/comments';
import { Language } from '../../src/adopt/language';
import { project } from '../../src/adopt/project';
import { compare, Proof } from '../../src/adopt/proof';
import { Comments } from '../../src/adopt/statements';
import { files, STEPS } from '../../src/adopt/typescript/project';
import { Input, readObjects } from '../../src/cli/read';

export const MODULES: Modules = { cdk8s, plus, library };

const FOLDER = join(__dirname, 'fixtures');

/** The names of the fixtures. */
export const FIXTURES: readonly string[] = readdirSync(FOLDER).map(file => file.replace('.yaml', ''));

export function textOf(fixture: string): string {
  return readFileSync(join(FOLDER, `${fixture}.yaml`), 'utf8');
}

export function inputOf(text: string): Input {
  return readObjects([{ name: 'input.yaml', bytes: Buffer.from(text) }], () => undefined);
}

const KNOWN = new Map<string, Adoption>();

/** The program of some YAML; each is made once. */
export function adopted(text: string, options = { includeSecrets: false }): Adoption {
  const key = JSON.stringify([text, options]);
  const known = KNOWN.get(key);
  if (known !== undefined) {
    return known;
  }
  const { objects, documents } = inputOf(text);
  const adoption = adopt(objects, MODULES, { ...options, comments: commentsIn(documents) });
  KNOWN.set(key, adoption);
  return adoption;
}

function commentsIn(documents: Input['documents']): Comments {
  return new Map([...documents].flatMap(([object, document]) => [...commentsOf(object, document.text)]));
}

const TYPESCRIPT: Language = { files, steps: STEPS, isOfNpm: true, run: () => 'it is not run here' };

/** The files of its project. */
export function filesOf(text: string, options = { includeSecrets: false }, language = TYPESCRIPT): ReadonlyMap<string, string> {
  const comments = commentsIn(inputOf(text).documents);
  const packages = new Map(['cdk8s', 'cdk8s-plus-28', 'cdk8s-stateful-app', 'constructs'].map(name => [name, { folder: '', version: '1.2.3' }]));
  return project(language, adopted(text, options), { name: 'adopted', packages, comments });
}

/** What the charts make, beside what they should make. */
export function proofOf({ charts, objects }: Adoption): Proof {
  const made = charts.flatMap(chart => [...build(chart, MODULES).objects.values()].map(({ object }) => object));
  return compare(objects.map(({ object }) => object), made);
}
