import { isJson } from './json';
import type { ManifestObject } from './object';

/**
 * A place in a manifest: a value of any type, or the place where there is none.
 *
 * Manifests come from anywhere, so that nothing is taken for granted: the getters give undefined, and the lists are
 * empty, where the value has another type. That a type is wrong is said once, by the rule on fields.
 */
export class Field {
  constructor(
    /** What stands there; undefined where nothing does. */
    readonly value: unknown,
    private readonly owner: ManifestObject | Field,
    private readonly key: string | number = '',
  ) {}

  /** The field below this one, by the keys that lead to it. */
  public at(...keys: (string | number)[]): Field {
    let field: Field = this;
    for (const key of keys) {
      field = new Field(valueAt(field.value, key), field, key);
    }
    return field;
  }

  /** Whether anything stands there; Kubernetes takes null for nothing. */
  public get isSet(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  public get string(): string | undefined {
    return typeof this.value === 'string' ? this.value : undefined;
  }

  public get number(): number | undefined {
    return typeof this.value === 'number' ? this.value : undefined;
  }

  public get boolean(): boolean | undefined {
    return typeof this.value === 'boolean' ? this.value : undefined;
  }

  /** A number of pods or a share of them. */
  public get intOrString(): number | string | undefined {
    return this.number ?? this.string;
  }

  /** The items of a list. */
  public get items(): Field[] {
    return Array.isArray(this.value) ? this.value.map((item, index) => new Field(item, this, index)) : [];
  }

  /** The strings of a list. */
  public get strings(): string[] {
    return Array.isArray(this.value) ? this.value.filter(item => typeof item === 'string') : [];
  }

  /** Whether there is something at that key of an object, whatever it is. */
  public has(key: string): boolean {
    return isJson(this.value) && Object.prototype.hasOwnProperty.call(this.value, key);
  }

  /** The fields of an object. */
  public get fields(): Field[] {
    return this.keys.map(key => this.at(key));
  }

  /** The keys of an object. */
  public get keys(): string[] {
    const { value } = this;
    return isJson(value) ? Object.keys(value).filter(key => value[key] !== null) : [];
  }

  /** An object of strings, such as labels; other values are left out. */
  public get stringMap(): Record<string, string> {
    return isJson(this.value) ? Object.fromEntries(Object.entries(this.value).filter(isText)) : {};
  }

  /** The last key that leads here. */
  public get name(): string {
    return String(this.key);
  }

  /** The field that this one belongs to; of the whole manifest, itself. */
  public get parent(): Field {
    return this.owner instanceof Field ? this.owner : this;
  }

  /** The object that the field belongs to. */
  public get object(): ManifestObject {
    return this.owner instanceof Field ? this.owner.object : this.owner;
  }

  /** Where the field stands in its object: `spec.template.spec.containers[0].image`; empty for the whole object. */
  public get path(): string {
    if (!(this.owner instanceof Field)) {
      return '';
    }
    const before = this.owner.path;
    if (typeof this.key === 'number') {
      return `${before}[${this.key}]`;
    }
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(this.key)) {
      return `${before}['${this.key}']`;
    }
    return before === '' ? this.key : `${before}.${this.key}`;
  }
}

function isText(entry: [string, unknown]): entry is [string, string] {
  return typeof entry[1] === 'string';
}

function valueAt(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const found = (value as Record<string | number, unknown>)[key];
  if (typeof found !== 'object' && typeof found !== 'function') {
    return found;
  }
  // what every object inherits, such as `constructor`, is no field of a manifest
  return Object.prototype.hasOwnProperty.call(value, key) ? found : undefined;
}
