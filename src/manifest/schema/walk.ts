import { Definition, definitionOf, FieldDefinition, Type } from './schema';
import { Place, suggestionFor } from './suggestion';
import { fits, typeFix, typeProblem } from './types';
import { TargetVersions } from '../kubernetes/target-versions';
import { Fault, NONE } from '../lint/rule';
import { ManifestObject } from '../model/object';

/**
 * Whether the fields of the object are known, so that they can be checked.
 */
export function hasSchema(object: ManifestObject): boolean {
  return definitionOf(object.apiVersion, object.kind) !== undefined;
}

/**
 * Where an object has fields that no version of the target knows, and values that none can read. Of kinds without a
 * schema it says nothing.
 */
export function schemaFaults(object: ManifestObject, target: TargetVersions): readonly Fault[] {
  const definition = definitionOf(object.apiVersion, object.kind);
  return definition ? new Walk(object, definition, target).faults() : NONE;
}

/**
 * Whether it matters which text or number stands in that place, and not only that it is one.
 */
export function readsValue(object: ManifestObject, keys: readonly (string | number)[]): boolean {
  const definition = definitionOf(object.apiVersion, object.kind);
  let type: Type | undefined = definition && { is: 'object', definition };
  for (const key of keys) {
    if (type?.is === 'object') {
      type = type.definition.fields.get(String(key))?.type;
    } else if (type?.is === 'list' || type?.is === 'map') {
      type = type.of;
    }
  }
  return definition !== undefined && type?.is !== 'string';
}

/**
 * A walk over the values of an object along its schema. It always ends, as no definition contains itself: a manifest
 * that does, by a YAML alias, is followed as far as the schema goes.
 */
class Walk {
  private found?: Fault[];

  /** The keys that lead to the current value. Places are made of them only where there is a fault. */
  private readonly keys: (string | number)[] = [];

  constructor(private readonly object: ManifestObject, private readonly definition: Definition, private readonly target: TargetVersions) {}

  public faults(): readonly Fault[] {
    this.visit(this.object.manifest, { is: 'object', definition: this.definition });
    return this.found ?? NONE;
  }

  private visit(value: unknown, type: Type): void {
    if (value === null || value === undefined) {
      return;
    }
    if (!fits(value, type)) {
      this.report(typeProblem(value, type), typeFix(value, type));
    } else if (type.is === 'list') {
      (value as unknown[]).forEach((item, index) => this.visitAt(index, item, type.of));
    } else if (type.is === 'map') {
      Object.entries(value).forEach(([key, item]) => this.visitAt(key, item, type.of));
    } else if (type.is === 'object') {
      Object.entries(value).forEach(([key, item]) => this.visitField(key, item, type.definition));
    }
  }

  private visitAt(key: string | number, value: unknown, type: Type): void {
    this.keys.push(key);
    this.visit(value, type);
    this.keys.pop();
  }

  private visitField(key: string, value: unknown, definition: Definition): void {
    if (value === null || value === undefined) {
      return;
    }
    const field = definition.fields.get(key);
    this.keys.push(key);
    if (field === undefined) {
      this.reportUnknown(definition);
    } else if (!this.isInTarget(field)) {
      this.reportVersion(field);
    } else {
      this.visit(value, field.type);
    }
    this.keys.pop();
  }

  private isInTarget({ since, until }: FieldDefinition): boolean {
    return (since === undefined && until === undefined) || this.target.isPartlyWithin(since ?? '1.0', until ?? '1.999');
  }

  private reportUnknown(definition: Definition): void {
    const field = this.object.root.at(...this.keys);
    this.report(`is not a field of ${definition.name.replace(/^.*\./, '')}`, suggestionFor(field, this.places()));
  }

  private reportVersion({ since, until }: FieldDefinition): void {
    const isNew = since !== undefined && !this.target.isPartlyFrom(since);
    const when = isNew ? `that Kubernetes has only from ${since} on` : `that Kubernetes has no longer from ${until} on`;
    this.report(`is a field ${when}, and the target is ${this.target}`, 'remove it, or change the target');
  }

  private report(problem: string, fix: string): void {
    this.found ??= [];
    this.found.push({ at: this.object.root.at(...this.keys), problem, fix });
  }

  /** The objects around the current field, from the whole manifest on. */
  private places(): Place[] {
    const places: Place[] = [];
    let at = this.object.root;
    let type: Type | undefined = { is: 'object', definition: this.definition };
    for (const key of this.keys) {
      if (type?.is === 'object') {
        places.push({ at, definition: type.definition });
        type = type.definition.fields.get(String(key))?.type;
      } else if (type?.is === 'list' || type?.is === 'map') {
        type = type.of;
      }
      at = at.at(key);
    }
    return places;
  }
}
