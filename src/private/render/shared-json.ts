import { IConstruct } from 'constructs';
import { isSaidByJson } from '../cdk8s-plus';
import { SharedJson } from './sorted-json';
import { cached } from '../../manifest/model/cached';

/** Programs have few templates. Whoever has none renders what is beyond that as often as it is asked for. */
const MOST_PARTS = 1000;

/** By program, and by what the parts are made of. */
const partsOf = cached((_: IConstruct) => new Map<string, SharedJson>());

/**
 * A part that is rendered once for all objects of a program for which it is made of the same.
 *
 * @param input what the part is made of, all of it
 * @param render makes it of that; it must have no tokens in it where the input has none
 */
export function sharedJson(program: IConstruct, input: object, render: () => object): object {
  if (!isSaidByJson(input)) {
    return render();
  }
  const known = partsOf(program);
  const key = JSON.stringify(input);
  const part = known.get(key);
  if (part !== undefined || known.size >= MOST_PARTS) {
    // a part that is not kept would be another one each time
    return part ?? render();
  }
  const made = new SharedJson(render());
  known.set(key, made);
  return made;
}
