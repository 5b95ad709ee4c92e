import { ApiObjectMetadata } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { labelSelectorToJson } from '../cdk8s-plus';
import { rendersSpec } from './json-object';
import { sharedJson } from './shared-json';
import { omitUndefined } from '../../manifest/model/omit-undefined';

/**
 * Properties of `JsonService`.
 */
export interface JsonServiceProps {
  readonly metadata: ApiObjectMetadata & { readonly name: string };
  readonly type: kplus.ServiceType;

  /** `None` for a headless Service. */
  readonly clusterIP?: string;

  /** Read at every look and at synth, as containers may still be added. */
  readonly ports: () => readonly kplus.ServicePort[];

  /** Read at synth, as selectors may still be added. */
  readonly selector: () => Record<string, string>;

  /** Whatever else the spec holds. */
  readonly spec: Record<string, unknown>;
}

/**
 * A cdk8s-plus Service whose manifest is plain JSON.
 *
 * To users it is the Service they know (ingresses, permissions, dependencies), but it may have no ports, and fields and
 * JSON patches that cdk8s-plus-28 does not know come through: its own object converts after the patches and drops them.
 */
export class JsonService extends kplus.Service {
  private readonly bare: JsonServiceProps;
  private readonly selected: Record<string, string> = {};

  constructor(scope: Construct, id: string, props: JsonServiceProps) {
    super(scope, id, { metadata: props.metadata, type: props.type, clusterIP: props.clusterIP });
    this.bare = props;
    rendersSpec(this.apiObject, () => this._toKube());
  }

  public override get ports(): kplus.ServicePort[] {
    return [...this.bare.ports(), ...super.ports];
  }

  public override get port(): number {
    const [first] = this.ports;
    if (first === undefined) {
      throw new Error(`service "${this.name}" has no port; declare one on a container`);
    }
    return first.port;
  }

  public override select(selector: kplus.IPodSelector): void {
    Object.assign(this.selected, labelSelectorToJson(selector.toPodSelectorConfig().labelSelector).matchLabels);
  }

  public override selectLabel(key: string, value: string): void {
    this.selected[key] = value;
  }

  /**
   * @internal
   */
  public override _toKube(): kplus.k8s.ServiceSpec {
    const { type, clusterIP, selector, spec } = this.bare;
    const ports = this.ports;
    const labels = { ...selector(), ...this.selected };
    const plain: Record<string, unknown> = omitUndefined({
      type,
      clusterIP,
      selector: Object.keys(labels).length > 0 ? labels : undefined,
      ports: ports.length > 0 ? sharedJson(this.node.root, ports, () => ports.map(renderPort)) : undefined,
      ...spec,
    });
    return plain as unknown as kplus.k8s.ServiceSpec;
  }
}

function renderPort({ name, port, protocol, targetPort, nodePort }: kplus.ServicePort): object {
  // a target port that is left out is the port
  return omitUndefined({ name, port, protocol, targetPort: targetPort === port ? undefined : targetPort, nodePort });
}
