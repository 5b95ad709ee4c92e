import { Adoption } from './adopt';
import { keyOf } from './key';
import { Language } from './language';
import { measure, percentTyped } from './measure';
import { ManifestObject } from '../manifest/model/object';

/**
 * What the reader of an adopted project must know: where each object has gone, and what is no property.
 */
export function readme(name: string, adoption: Adoption, { steps, isOfNpm }: Language): string {
  const { objects, others, secrets, reasons } = adoption;
  const patches = objects.flatMap(({ object, patches: own }) => own.map(({ op, path, field, why }) => `| ${title(object)} | ${op} | \`${path}\` | ${field}: ${why} |`));
  const width = Math.max(steps.test.length, steps.synth.length);
  return [
    `# ${name}`,
    '',
    'Written by `stateful-app adopt`: it makes the objects that were given, so that applying it changes none of them.',
    `${percentTyped(measure(adoption))} % of the values in StatefulSets and Services are properties.`,
    '',
    '```sh',
    steps.install,
    `${steps.test.padEnd(width)}    # the program makes what was adopted`,
    `${steps.synth.padEnd(width)}    # writes the manifests to dist/`,
    '```',
    '',
    '## Where each object is',
    '',
    '| object | construct |',
    '|---|---|',
    ...objects.map(({ object, path }) => `| ${title(object)} | \`${path}\` |`),
    ...others.map(object => `| ${title(object)} | \`manifests/others.yaml\`${because(reasons.get(keyOf(object)))} |`),
    ...secrets.map(object => `| ${title(object)} | not in the program: its values belong into none |`),
    '',
    ...patches.length === 0 ? [] : ['## What is a patch', '', '| object | operation | path | why |', '|---|---|---|---|', ...patches, ''],
    '## What guards it',
    '',
    '`stateful-app.lock.yaml` holds what must not move: names, selectors, claims and mounts. '
      + (isOfNpm ? 'A synthesis that would move them fails and says' : '`stateful-app guard dist/` fails where they moved, and says'),
    `what would become of the data. \`${steps.lock}\` accepts what is meant.`,
    '',
    '## What is next',
    '',
    'The pods have `podDefaults: false`: they get only what they are given. Give `readOnlyRootFilesystem: true` and the like one by',
    'one, and see with `stateful-app diff` what each of them does to the pods. Then `test/adopted.yaml` is written anew.',
    '',
  ].join('\n');
}

function because(reason: string | undefined): string {
  return reason === undefined ? '' : `, as ${reason.replace(/\|/g, '\\|').replace(/\s+/g, ' ')}`;
}

function title({ kind, name, namespace }: ManifestObject): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}
