import { Commands } from './commands';
import { lossesBetween } from './found-data';
import { awaitUnused, copyClaim, moveVolume, moveWithin, namespaceOption, retainVolume } from './volume-commands';
import { claimName } from '../kubernetes/pod-identity';
import { isJson, Json } from '../model/json';
import { ManifestObject } from '../model/object';
import { podOf, StatefulSet } from '../model/stateful-set';

/** What tells those who prune that an object stays: Argo CD, Flux, Helm, and kubectl, which prunes what it has applied. */
const KEPT = 'argocd.argoproj.io/sync-options=Prune=false kustomize.toolkit.fluxcd.io/prune=disabled helm.sh/resource-policy=keep '
  + 'kubectl.kubernetes.io/last-applied-configuration-';

/**
 * For a claim that is not in the manifests any more: it stays, and its volume in any case.
 */
export function keptClaim(claim: ManifestObject): string[] {
  return [
    ...retainVolume('volume', claim),
    `kubectl annotate pvc ${claim.name}${namespaceOption(claim)} --overwrite ${KEPT}`,
  ];
}

/**
 * For a claim that is to be what no claim becomes: smaller, of another class. Undefined where nothing is to be copied, or not by files.
 */
export function copyOfClaim(old: ManifestObject, now: ManifestObject, apply: string): string[] | undefined {
  const [before, spec] = [old, now].map(each => copiedSpec(old.spec.value, each.spec.value));
  return spec === undefined || JSON.stringify(spec) === JSON.stringify(before) || old.root.at('status', 'phase').string === 'Pending' ? undefined
    : [...awaitUnused(old), ...copyClaim(old, spec), apply];
}

/**
 * The same for the claims of a template, of which the StatefulSet is made anew.
 */
export function copyOfClaims(commands: Commands, old: StatefulSet, now: StatefulSet): readonly string[] | undefined {
  const specs = now.claimTemplates.flatMap(({ name, spec }) => {
    const before = old.claimTemplates.find(template => template.name === name)?.spec.value;
    const isSame = before === undefined || JSON.stringify(before) === JSON.stringify(spec.value);
    return isSame ? [] : [{ name, spec: copiedSpec(before, spec.value) }];
  });
  if (specs.some(({ spec }) => spec === undefined)) {
    return undefined;
  }
  commands.scale(0);
  specs.forEach(({ name, spec }) => commands.forEachPod(copyClaim({ name: `${name}-${old.name}-$i`, namespace: old.object.namespace }, spec!)));
  return commands.delete().apply().all;
}

/**
 * For a path in a volume that becomes another one. Undefined where that is not all that moves, or a name has to be quoted.
 */
export function movedWithin(commands: Commands, old: StatefulSet, now: StatefulSet): readonly string[] | undefined {
  const moves = lossesBetween(old.pod, now.pod).map(({ before, after }) => {
    const template = old.claimTemplates.find(({ name }) => before.volume === `claim template ${JSON.stringify(name)}`);
    const isWithin = template !== undefined && after?.volume === before.volume && after.path === before.path;
    return isWithin && [before.subPath, after.subPath].every(isDirectory)
      ? { template: template.name, from: before.subPath, to: after.subPath } : undefined;
  });
  // two containers may find the same place
  const different = new Map(moves.map(move => [JSON.stringify(move), move]));
  if (different.size !== 1 || moves[0] === undefined) {
    return undefined;
  }
  const { template, from, to } = moves[0];
  return commands.scale(0).forEachPod(moveWithin({ name: `${template}-${old.name}-$i`, namespace: old.object.namespace }, from, to))
    .applyAndScale(now).all;
}

/**
 * For a Deployment that becomes a StatefulSet, or the other way round: the first pod, or the only one, gets the volume.
 */
export function movedWorkload(old: ManifestObject, now: ManifestObject, apply: string): string[] | undefined {
  const isMovable = [old, now].every(({ groupKind }) => groupKind === 'apps/Deployment' || groupKind === 'apps/StatefulSet')
    && (old.groupKind !== 'apps/StatefulSet' || new StatefulSet(old).replicas === 1);
  const claims = lossesBetween(podOf(old), podOf(now)).map(({ before, after, movedTo }) =>
    ({ from: claimOf(before.volume, old), to: claimOf((movedTo ?? after)?.volume, now) }));
  const different = [...new Map(claims.map(claim => [JSON.stringify(claim), claim])).values()];
  if (!isMovable || different.length === 0 || different.some(({ from, to }) => from === undefined || to === undefined)) {
    return undefined;
  }
  const [kind, namespace] = [old.kind.toLowerCase(), namespaceOption(old)];
  const isElsewhere = now.namespace !== undefined && now.namespace !== old.namespace;
  return [
    `kubectl scale ${kind} ${old.name}${namespace} --replicas=0`,
    ...different.flatMap(({ from, to }) => [
      ...awaitUnused({ name: from!, namespace: old.namespace }),
      ...moveVolume({ name: from!, namespace: old.namespace }, { name: to!, ...isElsewhere && { namespace: now.namespace } }),
    ]),
    `kubectl delete ${kind} ${old.name}${namespace}`,
    apply,
  ];
}

/** The claim that a volume of the first pod is, by how it is known: `claim "data"`, `claim template "data"`. */
function claimOf(volume: string | undefined, workload: ManifestObject): string | undefined {
  const [, template, name] = /^claim (template )?"([a-z0-9][a-z0-9.-]*)"$/.exec(volume ?? '') ?? [];
  return name === undefined || template === undefined ? name : claimName(name, workload.name, new StatefulSet(workload).firstOrdinal);
}

/** What a copy is to be; undefined where one of both has no files, or comes from elsewhere. */
function copiedSpec(old: unknown, now: unknown): Json | undefined {
  if (!isJson(old) || !isJson(now) || [old, now].some(({ volumeMode }) => volumeMode === 'Block')) {
    return undefined;
  }
  const { volumeName: _, dataSource: __, dataSourceRef: ___, ...spec } = now;
  return spec;
}

/** Whether it is the root, or a directory in it that a command takes as it is. */
function isDirectory(path: string): boolean {
  return /^[\w-][\w.-]*$|^$/.test(path);
}
