import { dataFormatProblem } from '../../kubernetes/data-formats';
import { imageDataOf } from '../../kubernetes/image-data';
import { Field } from '../../model/field';
import { Container, PodTemplate } from '../../model/pod-template';
import { foundIn, lossesBetween } from '../found-data';
import { Change, UpdateFault, UpdateRule } from '../rule';

/**
 * Rules on whether a program still has a use for its data after an update.
 */
export const DATA_FORMATS: readonly UpdateRule[] = [
  {
    id: 'U26',
    name: 'data-of-another-version',
    severity: 'error',
    outcome: 'data-left-behind',
    demand: 'A database reads the data that the version before the update has written.',
    consequence: 'the new pods end with an error at each start, and the first of them stops the roll-out',
    fix: 'move the data over first',
    data: 'The data stays as it is, and the new version does not read it.',
    link: 'https://www.postgresql.org/docs/current/upgrading.html',
    check: { pod: change => faultsOf(change, formatFault) },
  },
  {
    id: 'U27',
    name: 'data-directory-moved',
    severity: 'error',
    outcome: 'data-left-behind',
    demand: 'A database looks for its data where it was before the update.',
    consequence: 'the program finds an empty directory, and begins an empty database in it',
    fix: 'keep the directory, or move the data into the new one while no pod runs',
    data: 'The data stays in the volume, in a directory where the program does not look for it.',
    link: 'https://github.com/docker-library/postgres/pull/1259',
    check: { pod: change => faultsOf(change, directoryFault) },
  },
];

/** A container before and after an update. */
interface ReplacedContainer {
  readonly before: Container;
  readonly after: Container;
}

/** What is found of the containers that have the same lasting volumes at the same places: of what is mounted elsewhere another rule tells. */
function faultsOf({ before, after }: Change<PodTemplate>, faultOf: (container: ReplacedContainer) => UpdateFault | undefined): UpdateFault[] {
  const old = new Map(before.longRunning.map(container => [container.name, container]));
  return after.longRunning.flatMap(container => {
    const earlier = old.get(container.name);
    const fault = earlier && faultOf({ before: earlier, after: container });
    const hasData = fault !== undefined && foundIn(before).some(({ lasts, container: name }) => lasts && name === container.name);
    return hasData && lossesBetween(before, after).length === 0 ? [fault] : [];
  });
}

function formatFault(container: ReplacedContainer): UpdateFault | undefined {
  const { before, after } = container;
  const problem = dataFormatProblem(imageOf(before), imageOf(after));
  return problem === undefined || movedDirectory(container) !== undefined ? undefined : { at: after.field.at('image'), ...problem };
}

function directoryFault(container: ReplacedContainer): UpdateFault | undefined {
  const moved = movedDirectory(container);
  return moved && { at: moved.at, problem: `has the data in ${JSON.stringify(moved.now)}, where it was in ${JSON.stringify(moved.was)}` };
}

/** Where the data was and is, where both are known and differ. */
function movedDirectory({ before, after }: ReplacedContainer): { readonly at: Field; readonly was: string; readonly now: string } | undefined {
  const [old, now] = [before, after].map(directoryOf);
  return old === undefined || now === undefined || old.path === now.path ? undefined : { at: now.at, was: old.path, now: now.path };
}

/** What says where the data is: a variable that moves it, or the image. */
function directoryOf(container: Container): { readonly at: Field; readonly path: string } | undefined {
  const data = imageDataOf(imageOf(container));
  const [variable] = container.env.filter(each => data?.variables.includes(each.at('name').string ?? '')).slice(-1);
  if (data === undefined || (variable !== undefined && variable.at('value').string === undefined)) {
    return undefined;
  }
  const isTold = container.field.at('command').isSet || container.field.at('args').strings.some(argument => data.movedBy.test(argument));
  const at = variable?.at('value') ?? container.field.at('image');
  const path = variable?.at('value').string ?? (isTold ? undefined : data.directory);
  return path === undefined || /\$\(/.test(path) ? undefined : { at, path: path.replace(/(?<=.)\/+$/, '') };
}

function imageOf({ field }: Container): string {
  return field.at('image').string ?? '';
}
