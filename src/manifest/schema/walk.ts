import { nameEdit, typeEdit } from './edits';
import { Definition, definitionOf, FieldDefinition, Type } from './schema';
import { Place, suggestionFor } from './suggestion';
import { fits, typeFix, typeProblem } from './types';
import { TargetVersions } from '../kubernetes/target-versions';
import { Edit } from '../lint/edit';
import { Fault, NONE } from '../lint/rule';
import { Field } from '../model/field';
import { ManifestObject } from '../model/object';

/**
 * Whether the fields of the object are known, so that they can be checked.
 */
export function hasSchema(object: ManifestObject): boolean {
  return definitionOf(object.apiVersion, object.kind) !== undefined;
}

/**
 * Where an object has fields that some version of the target does not know, and values that none can read. Of kinds without a
 * schema it says nothing.
 */
export function schemaFaults(object: ManifestObject, target: TargetVersions): readonly Fault[] {
  const definition = definitionOf(object.apiVersion, object.kind);
  return definition ? new Walk(object, definition, target).faults() : NONE;
}

/**
 * A walk over the values of an object along its schema. It always ends, as no definition contains itself: a manifest
 * that does, by a YAML alias, is followed as far as the schema goes.
 */
class Walk {
  private found?: Fault[];

  constructor(private readonly object: ManifestObject, private readonly definition: Definition, private readonly target: TargetVersions) {}

  public faults(): readonly Fault[] {
    this.visit(this.object.root, { is: 'object', definition: this.definition });
    return this.found ?? NONE;
  }

  private visit(at: Field, type: Type): void {
    if (!at.isSet) {
      return;
    }
    if (!fits(at, type)) {
      this.report(at, typeProblem(at.value, type), typeFix(at, type), typeEdit(at, type));
    } else if (type.is === 'list') {
      at.items.forEach(item => this.visit(item, type.of));
    } else if (type.is === 'map') {
      at.fields.forEach(field => this.visit(field, type.of));
    } else if (type.is === 'object') {
      at.fields.forEach(field => this.visitField(field, type.definition));
    }
  }

  private visitField(at: Field, definition: Definition): void {
    if (!at.isSet) {
      return;
    }
    const field = definition.fields.get(at.name);
    if (field === undefined) {
      this.reportUnknown(at, definition);
      return;
    }
    const { since, until, type } = field;
    if (since !== undefined && this.target.isPartlyBefore(since)) {
      this.reportVersion(at, field, `only from ${since} on`);
    } else if (until !== undefined && this.target.isPartlyFrom(until)) {
      this.reportVersion(at, field, `no longer from ${until} on`);
    }
    if (since === undefined || this.target.isPartlyFrom(since)) {
      this.visit(at, type);
    }
  }

  private reportUnknown(at: Field, definition: Definition): void {
    this.report(at, `is not a field of ${definition.name.replace(/^.*\./, '')}`, suggestionFor(at, this.placesAround(at)), nameEdit(at, definition));
  }

  private reportVersion(at: Field, { since, until, gate }: FieldDefinition, when: string): void {
    const first = gate?.onSince ?? since;
    const later = first === undefined ? this.target : this.target.since(first);
    const known = until === undefined ? later : later?.until(until);
    const fix = known === undefined ? 'remove it' : `remove it, or set the target version to ${known}`;
    this.report(at, `is a field that Kubernetes has ${when}, and the target is ${this.target}`, fix);
  }

  private report(at: Field, problem: string, fix: string, edit?: Edit): void {
    this.found ??= [];
    this.found.push({ at, problem, fix, edit });
  }

  /** The objects that a field is in, from the whole manifest on. */
  private placesAround(field: Field): Place[] {
    const places: Place[] = [];
    let type: Type | undefined = { is: 'object', definition: this.definition };
    for (const at of [...ancestors(field), field]) {
      if (at !== this.object.root) {
        type = type?.is === 'object' ? type.definition.fields.get(at.name)?.type : type?.is === 'list' || type?.is === 'map' ? type.of : undefined;
      }
      if (type?.is === 'object' && at !== field) {
        places.push({ at, definition: type.definition });
      }
    }
    return places;
  }
}

function ancestors({ parent }: Field): Field[] {
  return parent.parent === parent ? [parent] : [...ancestors(parent), parent];
}
