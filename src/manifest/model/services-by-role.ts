import { PodTemplate } from './pod-template';
import { Service } from './service';
import { LabelSelector } from '../kubernetes/selectors';

/**
 * The Services by role: they select pods by labels of their template and by others that no template has, because a process
 * in or beside the pods sets them. Input: pods with `cluster: pg`, and a Service that selects `cluster: pg, role: primary`.
 */
export class ServicesByRole {
  private readonly byLabel = new Map<string, Service[]>();
  private readonly found = new Map<string, readonly Service[]>();

  /**
   * @param services those that select the pods of no template
   * @param podsWith how many templates have a label
   */
  constructor(services: readonly Service[], podsWith: (key: string, value: string) => number) {
    for (const service of services) {
      // under the label that the fewest pods have, as many may share the one of the whole application
      const [rarest] = Object.entries(service.selector)
        .map(label => ({ label, count: podsWith(...label) }))
        .filter(({ count }) => count > 0)
        .sort((one, other) => one.count - other.count);
      if (rarest) {
        const id = rarest.label.join('=');
        const list = this.byLabel.get(id) ?? [];
        list.push(service);
        this.byLabel.set(id, list);
      }
    }
  }

  /**
   * Those that may lead to some of the pods of a workload, as no label of theirs contradicts its selector: the same list for workloads
   * of the same labels.
   */
  public of({ labels }: PodTemplate, { matchLabels = {} }: LabelSelector): readonly Service[] {
    if (this.byLabel.size === 0) {
      return NOTHING;
    }
    const id = JSON.stringify([labels, matchLabels]);
    const found = this.found.get(id) ?? Object.entries(labels).flatMap(label => this.byLabel.get(label.join('=')) ?? [])
      .filter(({ selector }) => Object.entries(matchLabels).every(([key, value]) => (selector[key] ?? value) === value));
    this.found.set(id, found);
    return found;
  }
}

const NOTHING: readonly Service[] = [];
