import { POD_NAME_LABEL, parsePodName } from '../manifest/kubernetes/pod-identity';
import { Field } from '../manifest/model/field';
import { ManifestObject } from '../manifest/model/object';

/**
 * What may belong to a StatefulSet, by what leads to it, so that nobody compares each object with each StatefulSet.
 */
export class Neighbours {
  private readonly bySelector = new Index();
  private readonly byBudget = new Index();
  private readonly byName = new Index();
  private readonly bySubject = new Index();
  private readonly byTarget = new Index();
  private readonly users = new Map<string, number>();

  constructor(objects: readonly ManifestObject[], sets: readonly ManifestObject[]) {
    objects.forEach((object, order) => {
      const at = object.namespace ?? '';
      if (object.groupKind === '/Service') {
        wordsOf(object.spec.at('selector').stringMap).forEach(word => this.bySelector.add(`${at} ${word}`, object, order));
      } else if (object.apiVersion === 'policy/v1' && object.kind === 'PodDisruptionBudget') {
        wordsOf(object.spec.at('selector', 'matchLabels').stringMap).forEach(word => this.byBudget.add(`${at} ${word}`, object, order));
      } else if (object.groupKind === '/ConfigMap' || object.groupKind === '/ServiceAccount' || isOfRbac(object, 'Role')) {
        this.byName.add(keyOf(object), object, order);
      } else if (isOfRbac(object, 'RoleBinding')) {
        subjectsOf(object).forEach(subject => this.bySubject.add(subject, object, order));
      } else if (object.apiVersion === 'autoscaling/v2' && object.kind === 'HorizontalPodAutoscaler') {
        this.byTarget.add(`${at} ${object.spec.at('scaleTargetRef', 'kind').string} ${object.spec.at('scaleTargetRef', 'name').string}`, object, order);
      }
    });
    const bindings = objects.filter(object => isOfRbac(object, 'RoleBinding'));
    [...sets.flatMap(keysOfConfigMaps), ...sets.flatMap(keysOfAccount), ...bindings.flatMap(keysOfRole)]
      .forEach(key => this.users.set(key, (this.users.get(key) ?? 0) + 1));
  }

  /** The Services that select something that the pods have. */
  public services(set: ManifestObject): ManifestObject[] {
    return this.bySelector.of([...keysOfLabels(set), `${set.namespace ?? ''} ${POD_NAME_LABEL} ${set.name}`]);
  }

  /** The budgets that select something that the pods have. */
  public budgets(set: ManifestObject): ManifestObject[] {
    return this.byBudget.of(keysOfLabels(set));
  }

  /** The ConfigMaps that its pods use, and those of no other one. */
  public configMaps(set: ManifestObject): ManifestObject[] {
    return this.ofOne(keysOfConfigMaps(set));
  }

  /** The ServiceAccount with which its pods run, and those of no other one. */
  public accounts(set: ManifestObject): ManifestObject[] {
    return this.ofOne(keysOfAccount(set));
  }

  /** What gives a ServiceAccount its rights, and nobody else. */
  public bindings(account: ManifestObject): ManifestObject[] {
    return this.bySubject.of([keyOf(account)]).filter(binding => subjectsOf(binding).length === 1);
  }

  /** The Role that a binding gives, and no other one. */
  public roles(binding: ManifestObject): ManifestObject[] {
    return this.ofOne(keysOfRole(binding));
  }

  /** What scales a StatefulSet whose number of replicas is not written down, which cdk8s-plus would refuse. */
  public autoscalers({ name, namespace = '', spec }: ManifestObject): ManifestObject[] {
    const found = spec.at('replicas').isSet ? [] : this.byTarget.of([`${namespace} StatefulSet ${name}`]);
    // without metrics cdk8s-plus demands limits of the containers
    return found.length === 1 ? found.filter(each => !each.spec.at('metrics').isEmpty) : [];
  }

  private ofOne(keys: readonly string[]): ManifestObject[] {
    return this.byName.of(keys.filter(key => this.users.get(key) === 1));
  }
}

/**
 * Objects by words, in their order among all.
 */
class Index {
  private readonly entries = new Map<string, { readonly object: ManifestObject; readonly order: number }[]>();

  public add(word: string, object: ManifestObject, order: number): void {
    const known = this.entries.get(word);
    if (known === undefined) {
      this.entries.set(word, [{ object, order }]);
    } else {
      known.push({ object, order });
    }
  }

  public of(words: readonly string[]): ManifestObject[] {
    const found = new Map(words.flatMap(word => this.entries.get(word) ?? []).map(({ object, order }) => [object, order]));
    return [...found].sort(([, one], [, other]) => one - other).map(([object]) => object);
  }
}

/** A label of one pod is that of its StatefulSet here. */
function wordsOf(selector: Readonly<Record<string, string>>): string[] {
  return Object.entries(selector).map(([key, value]) => `${key} ${key === POD_NAME_LABEL ? parsePodName(value)?.statefulSet ?? value : value}`);
}

function keysOfLabels({ spec, namespace = '' }: ManifestObject): string[] {
  const labels = spec.at('template', 'metadata', 'labels').stringMap;
  return Object.entries(labels).map(([key, value]) => `${namespace} ${key} ${value}`);
}

function isOfRbac({ apiVersion, kind }: ManifestObject, wanted: string): boolean {
  return apiVersion === 'rbac.authorization.k8s.io/v1' && kind === wanted;
}

function keyOf({ kind, name, namespace = '' }: ManifestObject): string {
  return `${namespace} ${kind} ${name}`;
}

/** The ServiceAccounts that a binding names, and whatever else it names. */
function subjectsOf({ root, namespace = '' }: ManifestObject): string[] {
  return root.at('subjects').items.map(subject => `${subject.at('namespace').string ?? namespace} ${subject.at('kind').string} ${subject.at('name').string}`);
}

function keysOfRole({ root, namespace = '' }: ManifestObject): string[] {
  return root.at('roleRef', 'kind').string === 'Role' ? [`${namespace} Role ${root.at('roleRef', 'name').string}`] : [];
}

function keysOfAccount({ spec, namespace = '' }: ManifestObject): string[] {
  const { string: account } = spec.at('template', 'spec', 'serviceAccountName');
  return account === undefined ? [] : [`${namespace} ServiceAccount ${account}`];
}

/** The names of the ConfigMaps that the pods of a set get something from, each once. */
function keysOfConfigMaps({ spec, namespace = '' }: ManifestObject): string[] {
  const pod = spec.at('template', 'spec');
  const containers = [...pod.at('containers').items, ...pod.at('initContainers').items];
  const names: Field[] = [
    ...pod.at('volumes').items.map(volume => volume.at('configMap', 'name')),
    ...containers.flatMap(container => [
      ...container.at('env').items.map(variable => variable.at('valueFrom', 'configMapKeyRef', 'name')),
      ...container.at('envFrom').items.map(source => source.at('configMapRef', 'name')),
    ]),
  ];
  return [...new Set(names.flatMap(({ string }) => string === undefined ? [] : [`${namespace} ConfigMap ${string}`]))];
}
