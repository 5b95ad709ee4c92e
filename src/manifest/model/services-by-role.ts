import { PodTemplate } from './pod-template';
import { Service } from './service';
import { LabelSelector } from '../kubernetes/selectors';

/**
 * The Services by role: they select pods by labels of their template and by others that no template has, because a process
 * in or beside the pods sets them. Input: pods with `cluster: pg`, and a Service that selects `cluster: pg, role: primary`.
 */
export class ServicesByRole {
  private readonly byLabel = new Map<string, Service[]>();

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
   * Those that may lead to some of the pods of a workload: no label of theirs contradicts its selector.
   */
  public of({ labels }: PodTemplate, { matchLabels = {} }: LabelSelector): Service[] {
    const candidates = Object.entries(labels).flatMap(label => this.byLabel.get(label.join('=')) ?? []);
    return candidates.filter(({ selector }) => Object.entries(matchLabels).every(([key, value]) => (selector[key] ?? value) === value));
  }
}
