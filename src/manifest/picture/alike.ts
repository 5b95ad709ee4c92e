import { ApplicationPicture } from './application-picture';
import { thingsIn } from './things';
import { groupedBy } from '../model/grouped-by';

/**
 * Applications that are the same but for their names and namespaces.
 */
export type Alike = readonly [ApplicationPicture, ...ApplicationPicture[]];

/**
 * The applications, those that are alike as one.
 */
export function alike(applications: readonly ApplicationPicture[]): Alike[] {
  return [...groupedBy(applications, shapeOf).values()].map(([first, ...others]) => [first!, ...others]);
}

/** All that a picture shows, without the name of the application. What is found is compared by what it says. */
function shapeOf(application: ApplicationPicture): string {
  const { object: { namespace }, set, changes, plans, notDrawn, lanes } = application;
  const things = thingsIn(application).map(({ findings, ...thing }) => [thing, findings.map(({ id, path, problem }) => [id, path, problem])]);
  const text = JSON.stringify([things, changes, plans, notDrawn, lanes.map(({ turn }) => turn)]);
  return [set.name, namespace].filter(name => name !== undefined && name !== '')
    .reduce((shape: string, name, index) => shape.replaceAll(new RegExp(`(?<![A-Za-z0-9])${name!.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![A-Za-z0-9])`, 'g'), `\u0000${index}`), text);
}
