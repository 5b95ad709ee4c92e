import { Commands } from './commands';
import { UpdateFinding } from './finding';
import { namespaceOption } from './volume-commands';
import { copyOfClaim, copyOfClaims, keptClaim, movedWithin, movedWorkload } from './volume-recipes';
import { quantityAt } from '../defaults/differences';
import { ordinals } from '../kubernetes/pod-identity';
import { shellWord } from '../lint/text';
import { ManifestObject } from '../model/object';
import { StatefulSet } from '../model/stateful-set';

/** Where each recipe is explained. */
const PAGE = 'https://github.com/cdk8s-stateful-app/cdk8s-stateful-app/blob/main/docs/guides/update-recipes.md';

/**
 * How a change that is refused, or that would lose data, is made all the same, with the data.
 */
export interface Recipe {
  /** That of its section in the guide: `claim-expansion`. */
  readonly name: string;
  readonly link: string;

  /** For a shell, in their order. */
  readonly commands: readonly string[];
}

/**
 * An object before and after, with what is found of it.
 */
export interface Recipes {
  readonly before?: ManifestObject;
  readonly after?: ManifestObject;
  readonly findings: readonly UpdateFinding[];
}

const DEFAULT_FILE = 'new.yaml';

/**
 * The recipe for an object; undefined where its change does no harm, or where only another manifest helps.
 */
export function recipeFor({ before, after, findings }: Recipes): Recipe | undefined {
  if (findings.every(({ severity }) => severity === 'info')) {
    return undefined;
  }
  const isFound = (...ids: string[]) => findings.some(({ id, severity }) => ids.includes(id) && severity === 'error');
  const apply = `kubectl apply --filename ${fileOf(after)}`;
  if (before === undefined || ![before, after].every(isPlain)) {
    return undefined;
  }
  if (after !== undefined && before.groupKind === '/Service' && isFound('U08', 'U09')) {
    return recipe('replaced-service', [`kubectl delete service ${before.name}${namespaceOption(before)}`, apply]);
  }
  if (before.groupKind === '/PersistentVolumeClaim') {
    return after === undefined
      ? recipe('claim-out-of-the-manifests', findings.some(({ id }) => id === 'U19') ? keptClaim(before) : undefined)
      : recipe('copy-to-another-volume', isFound('U10') ? copyOfClaim(before, after, apply) : undefined);
  }
  if (after !== undefined && isFound('U18')) {
    return recipe('another-kind-of-workload', movedWorkload(before, after, apply));
  }
  if (before.groupKind !== 'apps/StatefulSet' || (after !== undefined && after.groupKind !== before.groupKind)) {
    return undefined;
  }
  const file = fileOf(after);
  const [old, now] = [before, after].map(object => object && new StatefulSet(object)) as [StatefulSet, StatefulSet | undefined];
  const commands = retaining(new Commands(old, file), old, now);
  if (now === undefined) {
    return isFound('U15') ? recipe('scale-to-zero-first', commands.scale(0).delete().all) : undefined;
  }
  if (isFound('U06')) {
    return old.claimTemplates.length === 0 ? undefined
      : recipe('move-with-the-data', moved(commands.scale(0), old, now).delete().apply().all);
  }
  if (isFound('U21')) {
    return recipe('move-with-the-data', moved(commands.scale(0), old, now).applyAndScale(now).all);
  }
  if (isFound('U02')) {
    return recipe('scale-to-zero-first', commands.scale(0).delete().apply().all);
  }
  if (isFound('U01', 'U03', 'U04', 'U05')) {
    return orphanDelete(new Commands(old, file), old, now, isFound('U01'));
  }
  if (isFound('U13')) {
    return recipe('scale-with-claims-retained', commands.scale(now.replicas).apply().all);
  }
  if (isFound('U17')) {
    return recipe('move-within-the-volume', movedWithin(commands, old, now));
  }
  return isFound('U24') ? recipe('default-in-the-way', new Commands(old, file).setStrategy(now.spec.at('updateStrategy', 'type').string ?? '').apply().all) : undefined;
}

/** Where the new manifest is. */
function fileOf(after: ManifestObject | undefined): string {
  return after?.source === undefined || after.source === '-' ? DEFAULT_FILE : shellWord(after.source);
}

/** Whether a shell takes all names as they are: manifests come from anywhere. */
function isPlain(object: ManifestObject | undefined): boolean {
  const names = object === undefined ? [] : [object.name, object.namespace ?? 'default', ...new StatefulSet(object).claimTemplates.map(({ name }) => name)];
  return names.every(name => /^[a-z0-9][a-z0-9.-]*$/.test(name));
}

function recipe(name: string, commands: readonly string[]): Recipe;
function recipe(name: string, commands: readonly string[] | undefined): Recipe | undefined;
function recipe(name: string, commands: readonly string[] | undefined): Recipe | undefined {
  // in a shell of their own, which ends at the first command that fails, and not that of whoever pastes them
  return commands && { name, link: `${PAGE}#${name}`, commands: ['(set -e', ...commands, ')'] };
}

/** Claims that go with pods or the set have to be kept first. */
function retaining(commands: Commands, ...sets: readonly (StatefulSet | undefined)[]): Commands {
  const isDeleting = sets.some(set => set && set.claimTemplates.length > 0
    && [set.retentionAt('whenDeleted'), set.retentionAt('whenScaled')].some(({ string }) => string === 'Delete'));
  return isDeleting ? commands.retain() : commands;
}

/** The volumes of the ordinals that go, for those that come. */
function moved(commands: Commands, old: StatefulSet, now: StatefulSet): Commands {
  if (old.name !== now.name || old.object.namespace !== now.object.namespace) {
    return commands.moveVolumes(ordinals(old.firstOrdinal, old.replicas), now, now.firstOrdinal - old.firstOrdinal);
  }
  const [before, after] = [old, now].map(set => ordinals(set.firstOrdinal, set.replicas)) as [number[], number[]];
  const [gone, come] = [before.filter(ordinal => !after.includes(ordinal)), after.filter(ordinal => !before.includes(ordinal))];
  const count = Math.min(gone.length, come.length);
  return count === 0 ? commands : commands.moveVolumes(gone.slice(0, count), now, come[0]! - gone[0]!);
}

function orphanDelete(
  commands: Commands, old: StatefulSet, now: StatefulSet, isServiceChanged: boolean,
): Recipe | undefined {
  const sizes = now.claimTemplates.flatMap(({ name, spec }) => {
    const [before, after] = [old.claimTemplates.find(template => template.name === name)?.spec, spec].map(each => each?.at('resources', 'requests', 'storage'));
    const [size, newSize] = [before, after].map(each => each && quantityAt(each));
    return size === undefined || newSize === undefined || size === newSize ? [] : [{ name, isGrowing: newSize > size, size: String(after!.value) }];
  });
  if (sizes.some(({ isGrowing }) => !isGrowing)) {
    return recipe('copy-to-another-volume', copyOfClaims(retaining(commands, old, now), old, now));
  }
  sizes.forEach(({ name, size }) => commands.resizeClaims(name, size));
  commands.orphan().apply();
  const names = [old, now].map(set => set.claimTemplates.map(({ name }) => name).sort().join());
  if (isServiceChanged || names[0] !== names[1]) {
    commands.restart();
  }
  return recipe(sizes.length === 0 ? 'orphan-delete' : 'claim-expansion', commands.all);
}
