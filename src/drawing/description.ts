import { CHANGES } from './words';
import { ApplicationPicture } from '../manifest/picture/application-picture';
import { thingsIn } from '../manifest/picture/things';

/**
 * What a picture shows: `StatefulSet db in prod`.
 */
export function titleOf({ object: { namespace }, set: { name } }: ApplicationPicture): string {
  return `StatefulSet ${name || 'without a name'}${namespace === undefined ? '' : ` in ${namespace}`}`;
}

/**
 * A picture in a sentence or two, for those who do not see it.
 */
export function describe(application: ApplicationPicture): string {
  const { set, lanes, notDrawn, governing, services, guards } = application;
  const pods = lanes.length + notDrawn;
  const claims = lanes.flatMap(lane => lane.claims).length;
  const findings = thingsIn(application).filter(thing => thing.findings.length > 0);
  return `${[
    `${titleOf(application)}${set.change === undefined ? '' : `, ${CHANGES[set.change].slice(2)},`} with ${counted(pods, 'pod')}${claims === 0 ? '' : ` and ${counted(claims, 'claim')}`}`,
    ...governing ? [`governed by Service ${governing.name}`] : [],
    ...services.length > 0 ? [`led to by ${services.map(({ name }) => `Service ${name}`).join(', ')}`] : [],
    ...guards.length > 0 ? [`with ${guards.map(({ kind, name }) => `${kind} ${name}`).join(', ')}`] : [],
    ...findings.length > 0 ? [`with findings at ${findings.map(({ kind, name }) => `${kind} ${name}`).slice(0, 5).join(', ')}`] : [],
  ].join('; ')}.`;
}

/** `1 pod`, `3 pods`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
