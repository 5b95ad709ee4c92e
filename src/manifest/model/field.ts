import { isJson } from './json';
import type { ManifestObject } from './object';

/**
 * What stands in a place: `other` is what no JSON has, such as a date, or a number that is infinite or none.
 */
export type JsonType = 'string' | 'number' | 'boolean' | 'list' | 'object' | 'null' | 'nothing' | 'other';

/**
 * A place in a manifest: a value of any type, or the place where there is none.
 *
 * Manifests may hold anything: where a value has another type than the getter, the getter gives undefined, or an empty list.
 * So rules need not check types. The rule on fields (V15) reports a wrong type.
 *
 * What depends on a text or a number in the manifest reads `value`; what depends only on which fields there are, and on
 * their types, reads `raw`.
 */
export class Field {
  constructor(
    private readonly raw: unknown,
    private readonly owner: ManifestObject | Field,
    private readonly key: string | number = '',
    /** Gets each field whose value is read. */
    private readonly onRead?: (field: Field) => void,
  ) {}

  /** What stands there; undefined where nothing does. */
  public get value(): unknown {
    this.onRead?.(this);
    return this.raw;
  }

  /** What kind of value stands there. */
  public get type(): JsonType {
    const { raw } = this;
    switch (typeof raw) {
      case 'string': return 'string';
      case 'number': return Number.isFinite(raw) ? 'number' : 'other';
      case 'boolean': return 'boolean';
      case 'undefined': return 'nothing';
      case 'object': return raw === null ? 'null' : Array.isArray(raw) ? 'list' : raw instanceof Date ? 'other' : 'object';
      default: return 'other';
    }
  }

  /** The field below this one, by the keys that lead to it. */
  public at(...keys: (string | number)[]): Field {
    let field: Field = this;
    for (const key of keys) {
      field = new Field(valueAt(field.raw, key), field, key, field.onRead);
    }
    return field;
  }

  /** Whether anything stands there; Kubernetes takes null for nothing. */
  public get isSet(): boolean {
    return this.raw !== undefined && this.raw !== null;
  }

  /** Whether nothing stands there; an empty text or list counts as nothing, too. */
  public get isEmpty(): boolean {
    return !this.isSet || this.raw === '' || (Array.isArray(this.raw) && this.raw.length === 0);
  }

  public get string(): string | undefined {
    const { value } = this;
    return typeof value === 'string' ? value : undefined;
  }

  public get number(): number | undefined {
    const { value } = this;
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  }

  public get boolean(): boolean | undefined {
    return typeof this.raw === 'boolean' ? this.raw : undefined;
  }

  /** A number of pods or a share of them. */
  public get intOrString(): number | string | undefined {
    return this.number ?? this.string;
  }

  /** The items of a list. */
  public get items(): Field[] {
    return Array.isArray(this.raw) ? this.raw.map((item, index) => new Field(item, this, index, this.onRead)) : [];
  }

  /** The strings of a list. */
  public get strings(): string[] {
    const { value } = this;
    return Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];
  }

  /** Whether there is something at that key of an object, whatever it is. */
  public has(key: string): boolean {
    return isJson(this.raw) && Object.prototype.hasOwnProperty.call(this.raw, key);
  }

  /** The fields of an object. */
  public get fields(): Field[] {
    return this.keys.map(key => this.at(key));
  }

  /** The keys of an object. */
  public get keys(): string[] {
    const { raw } = this;
    return isJson(raw) ? Object.keys(raw).filter(key => raw[key] !== null) : [];
  }

  /** An object of strings, such as labels; other values are left out. */
  public get stringMap(): Record<string, string> {
    const { value } = this;
    return isJson(value) ? Object.fromEntries(Object.entries(value).filter(isText)) : {};
  }

  /** The keys that lead here, from the whole manifest on. */
  public get keysFromRoot(): readonly (string | number)[] {
    return this.owner instanceof Field ? [...this.owner.keysFromRoot, this.key] : [];
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
    // an item that is not there has no number, and is named by what tells it apart: `env[name="PASSWORD"]`
    if (typeof this.key === 'number' || Array.isArray(this.owner.raw)) {
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
