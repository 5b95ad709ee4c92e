import { Context, NONE } from '../../lint/rule';
import { ManifestObject } from '../../model/object';
import { PRIMARIES, primariesOf } from '../../model/primaries';
import { DataChange, UpdateFault, UpdateRule } from '../rule';

/**
 * Rules on who is the primary.
 */
export const PROMOTIONS: readonly UpdateRule[] = [
  {
    id: 'U30',
    name: 'promotion-taken-back',
    severity: 'error',
    outcome: 'no-effect',
    demand: `The primaries in the annotation \`${PRIMARIES}\` of a ConfigMap, which \`PrimaryAndReplicas\` writes, are only ever appended to.`,
    consequence: 'pods that know of a later promotion take it for an old copy and wait, or two of them are primaries of the same term',
    fix: 'leave promotions as they were, and append the ordinal of the pod that is to be the primary',
    data: 'No volume is touched.',
    link: 'https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically',
    check: { data: takenBack, removedData: forgotten },
  },
];

function takenBack({ before, after }: DataChange): readonly UpdateFault[] {
  const [old, now] = [primariesOf(before), primariesOf(after)];
  return old.every((primary, index) => primary === now[index]) ? NONE : [{
    at: after.metadata.at('annotations', PRIMARIES),
    problem: now.length === 0 ? `is missing, and was "${old.join(' ')}"` : `was "${old.join(' ')}", and is "${now.join(' ')}", which does not begin with it`,
  }];
}

/** Where nobody was promoted, or the application goes as well, nobody has a later term. */
function forgotten(configMap: ManifestObject, { inventory }: Context): readonly UpdateFault[] {
  const primaries = primariesOf(configMap);
  const [set] = inventory.setsNamed(configMap.name.replace(/-primary$/, ''), configMap);
  return primaries.length < 2 || set === undefined ? NONE : [{
    at: configMap.root,
    problem: `is not in the new manifests, and the primaries of ${set.object.title} were "${primaries.join(' ')}"`,
    related: [set.object],
  }];
}
