import { ObjectChange } from './application-picture';
import { Thing } from './thing';
import { withDefaults } from '../defaults/defaults';
import { groupedBy } from '../model/grouped-by';
import { Inventory } from '../model/inventory';
import { ManifestObject } from '../model/object';
import { fieldChanges } from '../update/field-changes';
import { appliedTo } from '../update/last-applied';
import { Pairs } from '../update/matching';

/**
 * What became of objects, by the things that show them.
 */
export class ObjectChanges {
  private readonly byName: ReadonlyMap<string, readonly Pair[]>;

  constructor({ added, changed, removed }: Pairs, private readonly inventory: Inventory) {
    const pairs: Pair[] = [
      ...changed.map(([before, after]) => ({ before, after })),
      ...added.map(after => ({ after })),
      ...removed.map(before => ({ before })),
    ];
    this.byName = groupedBy(pairs, ({ before, after }) => nameOf((after ?? before)!));
  }

  /** What became of the things that are objects beside that one, in its namespace. */
  public of(beside: ManifestObject): (things: readonly Thing[]) => ObjectChange[] {
    return things => [...new Set(things.map(nameOf))].flatMap(name => {
      const pair = this.byName.get(name)?.find(({ before, after }) => (after ?? before)!.mayShareNamespace(beside));
      return pair === undefined ? [] : changeOf(pair, this.inventory);
    });
  }
}

interface Pair {
  readonly before?: ManifestObject;
  readonly after?: ManifestObject;
}

function changeOf({ before, after }: Pair, inventory: Inventory): ObjectChange[] {
  const { kind, name } = (after ?? before)!;
  if (before === undefined || after === undefined) {
    return [{ kind, name, change: before === undefined ? 'added' : 'removed', fields: [] }];
  }
  const filled = (manifest: unknown) => new ManifestObject(withDefaults(manifest));
  const fields = fieldChanges(filled(before.manifest), filled(appliedTo(before, after, inventory)));
  return fields.length === 0 ? [] : [{ kind, name, change: 'changed', fields }];
}

function nameOf({ kind, name }: Pick<Thing, 'kind' | 'name'>): string {
  return `${kind}/${name}`;
}
