import { ObjectChange } from './application-picture';
import { Thing } from './thing';
import { cached } from '../model/cached';
import { groupedBy } from '../model/grouped-by';
import { ManifestObject } from '../model/object';
import { Comparison } from '../update/comparison';
import { fieldChanges } from '../update/field-changes';
import { FieldChange } from '../update/finding';

/**
 * What became of objects, by the things that show them.
 */
export class ObjectChanges {
  /** The fields of an object that changed. */
  public readonly fieldsOf: (after: ManifestObject) => readonly FieldChange[];
  private readonly byName: ReadonlyMap<string, readonly Change[]>;

  constructor({ pairs: { added, changed, removed }, both }: Comparison) {
    const changes = new Map(both.map(change => [change.written, change]));
    this.fieldsOf = cached((object: ManifestObject) => {
      const change = changes.get(object);
      return change === undefined ? [] : fieldChanges(change.before, change.after);
    });
    this.byName = groupedBy([
      ...changed.map(([, object]): Change => ({ object, change: 'changed' })),
      ...added.map((object): Change => ({ object, change: 'added' })),
      ...removed.map((object): Change => ({ object, change: 'removed' })),
    ], ({ object }) => nameOf(object));
  }

  /** What became of the things that are objects beside that one, in its namespace. */
  public of(beside: ManifestObject): (things: readonly Thing[]) => ObjectChange[] {
    return things => [...new Set(things.map(nameOf))].flatMap(name => {
      const found = this.byName.get(name)?.find(({ object }) => object.mayShareNamespace(beside));
      return found === undefined ? [] : this.changeOf(found);
    });
  }

  private changeOf({ object, change }: Change): ObjectChange[] {
    const { kind, name } = object;
    const fields = change === 'changed' ? this.fieldsOf(object) : [];
    return change === 'changed' && fields.length === 0 ? [] : [{ kind, name, change, fields }];
  }
}

/** The new object, or the old one where there is no new one. */
interface Change extends Pick<ObjectChange, 'change'> {
  readonly object: ManifestObject;
}

function nameOf({ kind, name }: Pick<Thing, 'kind' | 'name'>): string {
  return `${kind}/${name}`;
}
