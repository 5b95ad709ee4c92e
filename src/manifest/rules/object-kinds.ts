import { Fault, NONE, Rule } from '../lint/rule';
import { IDENTIFYING_FIELDS, kindMeant, nameOf, spelledOtherwise } from '../model/kinds';
import { groupOf, ManifestObject } from '../model/object';

/**
 * Rules on what an object says of its kind.
 */
export const OBJECT_KINDS: readonly Rule[] = [
  {
    id: 'V17',
    name: 'kind-not-recognized',
    severity: 'error',
    demand: 'Every object says its `apiVersion` and its `kind`, spelled as Kubernetes spells them.',
    consequence: 'kubectl refuses it, and no other rule looks at it',
    fix: 'spell it as the API reference does',
    link: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/#required-fields',
    check: { object: kindFaults },
  },
];

function kindFaults(object: ManifestObject): readonly Fault[] {
  const { root, apiVersion, group, kind, groupKind } = object;
  const meant = groupKind === undefined ? kindMeant(group, kind) : undefined;
  if (meant !== undefined) {
    const at = kind === nameOf(meant) ? root.at('apiVersion') : root.at('kind');
    const edit = { set: at.name === 'kind' ? nameOf(meant) : `${groupOf(meant)}${apiVersion.slice(group.length)}` };
    return [{ at, problem: `is spelled ${at.name === 'kind' ? nameOf(meant) : groupOf(meant)} by Kubernetes`, edit }];
  }
  return kind === '' ? IDENTIFYING_FIELDS.filter(name => !root.at(name).string).map(name => missingFault(object, name)) : NONE;
}

function missingFault({ root }: ManifestObject, name: string): Fault {
  const other = spelledOtherwise(root.keys, name);
  return other === undefined
    ? { at: root.at(name), problem: 'is missing', fix: `say ${name}; or leave out what is no object of Kubernetes` }
    : { at: root.at(other), problem: `has to be ${name}`, fix: `write ${name}`, edit: { rename: name } };
}
