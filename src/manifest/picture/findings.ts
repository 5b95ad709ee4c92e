import { groupedBy } from '../model/grouped-by';
import { ManifestObject } from '../model/object';
import { UpdateFinding } from '../update/finding';

/**
 * What the rules find, by the places that it is about. It knows what no picture has shown.
 */
export class FindingsByPlace {
  private readonly byObject: ReadonlyMap<ManifestObject, readonly UpdateFinding[]>;
  private readonly shown = new Set<UpdateFinding>();

  constructor(private readonly all: readonly UpdateFinding[]) {
    this.byObject = groupedBy(all, ({ object }) => object);
  }

  /**
   * What is found in an object.
   *
   * @param isMeant whether a place in it is meant, by its path; by default all of it is
   */
  public at(object: ManifestObject | undefined, isMeant: (path: string) => boolean = () => true): UpdateFinding[] {
    const found = (object === undefined ? [] : this.byObject.get(object) ?? []).filter(({ path }) => isMeant(path));
    found.forEach(finding => this.shown.add(finding));
    return found;
  }

  /** What is about no thing that was shown. */
  public get elsewhere(): UpdateFinding[] {
    return this.all.filter(finding => !this.shown.has(finding));
  }
}
