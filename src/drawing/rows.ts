import { CHANGES, factInWords, rangeOf, turnInWords } from './words';
import { ApplicationPicture } from '../manifest/picture/application-picture';
import { collapsed } from '../manifest/picture/collapse';
import { Thing } from '../manifest/picture/thing';
import { UpdateFinding } from '../manifest/update/finding';

/**
 * A thing of a drawing as a row of the table beside it.
 */
export interface Row {
  readonly kind: string;
  readonly name: string;
  readonly facts: readonly string[];
  readonly change?: string;
  readonly findings: readonly UpdateFinding[];
}

/**
 * All that the drawing of an application shows, as rows.
 */
export function rowsOf({ set, containers, governing, services, lanes, guards, notDrawn }: ApplicationPicture): Row[] {
  return [
    rowOf(set),
    ...containers.map(container => rowOf(container)),
    ...governing ? [rowOf(governing, ['gives each pod its DNS name'])] : [],
    ...services.map(service => rowOf(service)),
    ...collapsed(lanes).flatMap(group => [
      ...rangeOf(group, ({ pod }) => [pod]).map(pod => rowOf(pod, [turnInWords(group)].filter(text => text !== ''))),
      ...rangeOf(group, lane => lane.services).map(service => rowOf(service)),
      ...rangeOf(group, lane => lane.claims).map(claim => rowOf(claim)),
    ]),
    ...notDrawn > 0 ? [{ kind: 'Pod', name: `${notDrawn} more`, facts: ['not drawn'], findings: [] }] : [],
    ...guards.map(guard => rowOf(guard)),
  ];
}

function rowOf({ kind, name, facts, change, findings }: Thing, more: readonly string[] = []): Row {
  return { kind, name, facts: [...facts.map(factInWords), ...more], ...change && { change: CHANGES[change] }, findings };
}
