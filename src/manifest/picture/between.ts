import { ApplicationPicture, ObjectChange } from './application-picture';
import { lanesBetween, PodUpdate, removedLane } from './lanes';
import { Change, Thing, thingBetween, thingsBetween } from './thing';

/** What became of the objects that things show. */
export type ChangesOf = (things: readonly Thing[]) => ObjectChange[];

/**
 * What an update does to an application.
 */
export interface Update extends PodUpdate {
  readonly changesOf: ChangesOf;
}

/**
 * The picture after an update, with what became of each thing.
 */
export function pictureBetween(before: ApplicationPicture, after: ApplicationPicture, update: Update): ApplicationPicture {
  const isKept = before.governing?.name === after.governing?.name;
  // what governed before and is still there leads on as any other
  const [old, now] = [before, after].map(({ governing, services }) => isKept || governing === undefined ? services : [governing, ...services]);
  const services = thingsBetween(old!, now!);
  const governing = isKept
    ? after.governing && thingBetween(before.governing, after.governing)
    : services.find(({ kind, name }) => kind === after.governing?.kind && name === after.governing.name);
  const merged = {
    ...after,
    set: thingBetween(before.set, after.set),
    containers: thingsBetween(before.containers, after.containers),
    ...governing && { governing },
    services: services.filter(thing => thing !== governing),
    guards: thingsBetween(before.guards, after.guards),
    lanes: lanesBetween(before.lanes, after.lanes, update),
  };
  return withObjectChanges(merged, update.changesOf(objectsIn(merged)));
}

/**
 * A picture of what was not there, or is not there any more.
 *
 * @param retention what becomes of the claims of what goes: Retain or Delete
 */
export function pictureWith(change: 'added' | 'removed', picture: ApplicationPicture, retention: string, changesOf: ChangesOf): ApplicationPicture {
  const mark = (thing: Thing): Thing => ({ ...thing, change });
  const { set, containers, governing, services, guards, lanes } = picture;
  // a Service may have been there before, or stay for others
  const objects = changesOf(objectsIn(picture));
  const known = new Map(objects.map(object => [`${object.kind}/${object.name}`, object.change]));
  const markObject = (thing: Thing): Thing => {
    const found = known.get(`${thing.kind}/${thing.name}`);
    return found === undefined ? thing : { ...thing, change: found };
  };
  return {
    ...picture,
    set: mark(set),
    containers: containers.map(mark),
    ...governing && { governing: markObject(governing) },
    services: services.map(markObject),
    guards: guards.map(markObject),
    lanes: lanes.map(lane => change === 'removed'
      ? { ...removedLane(lane, retention), services: lane.services.map(markObject) }
      : { ...lane, pod: mark(lane.pod), claims: lane.claims.map(mark), services: lane.services.map(markObject) }),
    changes: objects,
  };
}

/** Whatever changes of an object changes the thing, whether the picture shows it or not. */
function withObjectChanges(picture: ApplicationPicture, changes: readonly ObjectChange[]): ApplicationPicture {
  const known = new Map(changes.map(({ kind, name, change }) => [`${kind}/${name}`, change]));
  const mark = (thing: Thing): Thing => {
    const change: Change | undefined = thing.change ?? known.get(`${thing.kind}/${thing.name}`);
    return change === undefined ? thing : { ...thing, change };
  };
  const { set, governing, services, guards, lanes } = picture;
  return {
    ...picture,
    set: mark(set),
    ...governing && { governing: mark(governing) },
    services: services.map(mark),
    guards: guards.map(mark),
    lanes: lanes.map(lane => ({ ...lane, services: lane.services.map(mark) })),
    changes,
  };
}

/** The things that are objects, and not made by a controller. */
function objectsIn({ set, governing, services, guards, lanes }: ApplicationPicture): Thing[] {
  return [set, ...governing ? [governing] : [], ...services, ...guards, ...lanes.flatMap(lane => lane.services)];
}
