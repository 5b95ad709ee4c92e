import { Field } from './field';
import { Kind, kindOf } from './kinds';

/**
 * One Kubernetes object as it stands in a manifest.
 */
export class ManifestObject {
  readonly root: Field;
  readonly apiVersion: string;
  readonly kind: string;

  /** Its kind with the group of its API, where rules look at it: `apps/StatefulSet`. */
  readonly groupKind: Kind | undefined;
  readonly metadata: Field;
  readonly spec: Field;

  private readonly nameField: Field;
  private readonly namespaceField: Field;

  constructor(
    manifest: unknown,
    /** Where the manifest comes from, such as a file. */
    readonly source?: string,
    /** The path of the object in its document: `items[2]` in a List; empty where it is the whole document. */
    readonly within: string = '',
    /** Gets each field whose value is read. */
    onRead?: (field: Field) => void,
  ) {
    this.root = new Field(manifest, this, '', onRead);
    this.apiVersion = this.root.at('apiVersion').string ?? '';
    this.kind = this.root.at('kind').string ?? '';
    this.groupKind = kindOf(this.group, this.kind);
    this.metadata = this.root.at('metadata');
    this.spec = this.root.at('spec');
    this.nameField = this.metadata.at('name');
    this.namespaceField = this.metadata.at('namespace');
  }

  /** The whole of it, as plain JSON. */
  public get manifest(): unknown {
    return this.root.value;
  }

  /** Empty where there is none. */
  public get name(): string {
    return this.nameField.string ?? '';
  }

  /** Undefined where the manifest has none; `kubectl apply -n` chooses it. */
  public get namespace(): string | undefined {
    return this.namespaceField.string || undefined;
  }

  /** The group of the API; empty for the core. */
  public get group(): string {
    return groupOf(this.apiVersion);
  }

  /** The object in a sentence: `StatefulSet "db"`. */
  public get title(): string {
    return `${this.kind} ${JSON.stringify(this.name)}`;
  }

  public get labels(): Record<string, string> {
    return this.metadata.at('labels').stringMap;
  }

  public get annotations(): Record<string, string> {
    return this.metadata.at('annotations').stringMap;
  }

  /** Whether both are in one namespace for certain. */
  public sharesNamespace(other: { readonly namespace?: string }): boolean {
    return this.namespace === other.namespace;
  }

  /** Whether both can be in one namespace: a manifest without one goes where it is applied. */
  public mayShareNamespace(other: { readonly namespace?: string }): boolean {
    return this.namespace === undefined || other.namespace === undefined || this.namespace === other.namespace;
  }
}

/**
 * What tells an object of a namespace from the others in it: any version of an API names the same object, and kinds of two APIs can
 * have one name, as StatefulSet of `apps` and of `apps.kruise.io`.
 */
export function idOf({ group, kind, name }: Pick<ManifestObject, 'group' | 'kind' | 'name'>): string {
  return `${group}/${kind}/${name}`;
}

/**
 * Whether something refers to that kind of the API group, as an owner reference does.
 */
export function refersTo(reference: Field, meant: Kind): boolean {
  return kindOf(groupOf(reference.at('apiVersion').string ?? ''), reference.at('kind').string ?? '') === meant;
}

/**
 * The group in an `apiVersion`; empty for the core.
 */
export function groupOf(apiVersion: string): string {
  return apiVersion.slice(0, Math.max(apiVersion.indexOf('/'), 0));
}

/**
 * The `apiVersion` in which all versions of Kubernetes from 1.28 on serve a kind.
 */
export function apiVersionOf(kind: Kind): string {
  const group = groupOf(kind);
  return group === '' ? 'v1' : group === 'autoscaling' ? 'autoscaling/v2' : `${group}/v1`;
}
