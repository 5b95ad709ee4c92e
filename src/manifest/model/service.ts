import { Field } from './field';
import { ManifestObject } from './object';

/**
 * A Service as its manifest describes it.
 */
export class Service {
  readonly name: string;
  readonly spec: Field;
  readonly type: string;
  readonly isHeadless: boolean;
  readonly selector: Record<string, string>;
  readonly ports: readonly Field[];

  constructor(readonly object: ManifestObject) {
    this.name = object.name;
    this.spec = object.spec;
    this.type = this.spec.at('type').string ?? 'ClusterIP';
    this.isHeadless = this.spec.at('clusterIP').string === 'None' || this.spec.at('clusterIPs', 0).string === 'None';
    this.selector = this.spec.at('selector').stringMap;
    this.ports = this.spec.at('ports').items;
  }

  /** Whether it selects pods at all; one without a selector has its endpoints managed by somebody else. */
  public get selects(): boolean {
    return Object.keys(this.selector).length > 0;
  }

  /** Whether it selects pods with these labels. */
  public matches(labels: Readonly<Record<string, string>>): boolean {
    return this.selects && Object.entries(this.selector).every(([key, value]) => labels[key] === value);
  }

  /** Whether it leads to pods before they are ready. */
  public get publishesNotReadyAddresses(): boolean {
    return this.spec.at('publishNotReadyAddresses').boolean ?? false;
  }
}
