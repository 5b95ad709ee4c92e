import { moveVolume, namespaceOption } from './volume-commands';
import { StatefulSet } from '../model/stateful-set';

const PATIENCE = '--timeout=600s';

/**
 * Commands of kubectl for a StatefulSet, a line each. What is for every pod is a loop, so that 200 pods take as many lines as three.
 */
export class Commands {
  private readonly lines: string[] = [];

  /**
   * @param file where the new manifest is
   */
  constructor(private readonly set: StatefulSet, private readonly file: string) {}

  public get all(): readonly string[] {
    return this.lines;
  }

  /** Lines for each pod, in which `$i` is its ordinal. */
  public forEachPod(body: readonly string[]): this {
    return this.forEach(this.ordinals, body);
  }

  /** Lines as they are. */
  public then(...lines: readonly string[]): this {
    return this.add(...lines);
  }

  /** Takes what the cluster has filled in out of the way of another type. */
  public setStrategy(type: string): this {
    return this.merge(`statefulset ${this.set.name}`, { spec: { updateStrategy: { type, rollingUpdate: null } } });
  }

  public orphan(): this {
    return this.add(`kubectl delete statefulset ${this.set.name}${this.namespace} --cascade=orphan`);
  }

  public delete(): this {
    return this.add(`kubectl delete statefulset ${this.set.name}${this.namespace}`);
  }

  public apply(): this {
    return this.add(`kubectl apply --filename ${this.file}`);
  }

  /** Applies after the pods were scaled to zero: where an autoscaler says how many there are, the manifest does not. */
  public applyAndScale(to: StatefulSet): this {
    return to.spec.at('replicas').isSet ? this.apply() : this.apply().scale(this.set.replicas);
  }

  /** Makes the claims outlive their pods and their StatefulSet, and waits until none has an owner. */
  public retain(): this {
    const { name, claimTemplates } = this.set;
    this.merge(`statefulset ${name}`, { spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' } } });
    return this.forEach(this.ordinals, claimTemplates.map(template =>
      `until [ -z "$(kubectl get pvc ${template.name}-${this.pod}${this.namespace} --output jsonpath='{.metadata.ownerReferences}')" ]; do sleep 1; done`));
  }

  /** Scales to so many pods, and waits until the others are gone. */
  public scale(replicas: number): this {
    const { name, firstOrdinal } = this.set;
    this.add(`kubectl scale statefulset ${name}${this.namespace} --replicas=${replicas}`);
    return this.forEach(this.ordinals.filter(ordinal => ordinal >= firstOrdinal + replicas),
      [`kubectl wait pod/${this.pod}${this.namespace} --for=delete ${PATIENCE}`]);
  }

  public resizeClaims(template: string, size: string): this {
    return this.forEach(this.ordinals, [`kubectl patch pvc ${template}-${this.pod}${this.namespace} --type merge --patch '${
      JSON.stringify({ spec: { resources: { requests: { storage: size } } } })}'`]);
  }

  /**
   * Deletes the pods one by one, each after the one before is ready again. Before 1.36 kubectl may wait for ever for the end of a pod
   * that has come again under its name, so it does not wait.
   *
   * @see https://github.com/kubernetes/kubernetes/pull/135563
   */
  public restart(): this {
    const uid = `kubectl get pod ${this.pod}${this.namespace} --ignore-not-found --output jsonpath='{.metadata.uid}'`;
    return this.forEach([...this.ordinals].reverse(), [
      `old=$(${uid})`,
      `kubectl delete pod ${this.pod}${this.namespace} --ignore-not-found --wait=false`,
      `until uid=$(${uid}) && [ "$uid" != "$old" ]; do sleep 1; done`,
      `until kubectl wait pod/${this.pod}${this.namespace} --for=condition=Ready ${PATIENCE}; do sleep 1; done`,
    ]);
  }

  public awaitReady(): this {
    const { name, replicas } = this.set;
    return this.add(`kubectl wait statefulset/${name}${this.namespace} --for=jsonpath='{.status.readyReplicas}'=${replicas} ${PATIENCE}`);
  }

  /** Reserves the volumes of claims for those of other names, which the controller is still to create. */
  public moveVolumes(ordinals: readonly number[], to: StatefulSet, distance: number): this {
    const ordinal = distance === 0 ? '$i' : `$((i + ${distance}))`;
    // where it stays the same, the reference has it already
    const isMoved = to.object.namespace !== undefined && to.object.namespace !== this.set.object.namespace;
    return this.set.claimTemplates.reduce((commands, { name: template }) => commands.forEach(ordinals, moveVolume(
      { name: `${template}-${this.pod}`, namespace: this.set.object.namespace },
      // the shell puts the ordinal between two quoted parts
      { name: `${template}-${to.name}-'${ordinal}'`, ...isMoved && { namespace: to.object.namespace } },
    )), this);
  }

  private merge(object: string, patch: object): this {
    return this.add(`kubectl patch ${object}${this.namespace} --type merge --patch '${JSON.stringify(patch)}'`);
  }

  private get ordinals(): number[] {
    return Array.from({ length: this.set.replicas }, (_, index) => this.set.firstOrdinal + index);
  }

  /** The name of a pod in a loop. */
  private get pod(): string {
    return `${this.set.name}-$i`;
  }

  private get namespace(): string {
    return namespaceOption(this.set.object);
  }

  private forEach(ordinals: readonly number[], body: readonly string[]): this {
    if (ordinals.length === 0 || body.length === 0) {
      return this;
    }
    const [first, last] = [ordinals[0]!, ordinals.at(-1)!];
    const sequence = `$(seq ${first}${first > last ? ' -1' : ''} ${last})`;
    return this.add(...first === last
      ? body.map(line => line.replaceAll('$i', String(first)).replaceAll(/\$\(\(i \+ (-?\d+)\)\)/g, (_, distance) => String(first + Number(distance))))
      : [`for i in ${sequence}; do`, ...body.map(line => `  ${line}`), 'done']);
  }

  private add(...lines: readonly string[]): this {
    this.lines.push(...lines);
    return this;
  }
}
