import { ApplicationPicture } from './application-picture';
import { Thing } from './thing';

/**
 * All things of an application, the way they are read.
 */
export function thingsIn({ set, containers, governing, services, lanes, guards }: ApplicationPicture): Thing[] {
  return [
    set,
    ...containers,
    ...governing ? [governing] : [],
    ...services,
    ...lanes.flatMap(lane => [lane.pod, ...lane.services, ...lane.claims]),
    ...guards,
  ];
}

/**
 * `Kind/name` of each of them.
 */
export function namesIn(picture: ApplicationPicture): string[] {
  return thingsIn(picture).map(({ kind, name }) => `${kind}/${name}`);
}
