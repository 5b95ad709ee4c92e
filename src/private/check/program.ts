import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { objectsOfProgram } from './objects';
import { propertyOf } from './property-path';
import { check } from '../../manifest/check';
import { Finding, messageOf } from '../../manifest/lint/finding';
import { ManifestObject } from '../../manifest/model/object';
import { patchesOf } from '../cdk8s';

/**
 * A part of a program that is checked at its synthesis, with all objects below it.
 */
export interface CheckedApp {
  readonly construct: IConstruct;

  /** The object whose fields are the properties of the part. */
  readonly statefulSet: ApiObject;

  /** Whether the program answers a rule already, or checks it itself for an object of this part. */
  readonly answers: (rule: string, ofPart: boolean) => boolean;

  /** Adds what objects are still due, and what is said of all of them. */
  readonly complete: () => void;
}

/**
 * What a check found.
 */
export interface Outcome {
  readonly errors: ReadonlyMap<CheckedApp, readonly string[]>;

  /** A line each. */
  readonly warnings: readonly string[];
}

/**
 * Checks a program against the rules on manifests.
 */
export function checkProgram(root: IConstruct, parts: ReadonlyMap<IConstruct, CheckedApp>): Outcome {
  parts.forEach(part => part.complete());
  const apiObjects = objectsOfProgram(root, apiObject => partWith(apiObject, parts) !== undefined);
  const errors = new Map<CheckedApp, string[]>();
  const warnings: string[] = [];
  for (const finding of check([...apiObjects.keys()], { complete: true })) {
    const part = partOf(finding, parts, apiObjects);
    const apiObject = apiObjects.get(finding.object);
    if (part && !part.answers(finding.id, isPlainWithin(part, apiObject))) {
      const text = sentenceOf(finding, apiObject === part.statefulSet && patchesOf(part.statefulSet).length === 0, apiObjects);
      if (finding.severity === 'error') {
        errors.set(part, [...errors.get(part) ?? [], text]);
      } else {
        warnings.push(`warning: [${part.construct.node.path}] ${text}\n`);
      }
    }
  }
  return { errors, warnings };
}

/** The part whose object the finding is about, or at least has to do with it. */
function partOf(
  { object, related }: Finding,
  parts: ReadonlyMap<IConstruct, CheckedApp>,
  apiObjects: ReadonlyMap<ManifestObject, ApiObject>,
): CheckedApp | undefined {
  for (const candidate of [object, ...related]) {
    const part = partWith(apiObjects.get(candidate), parts);
    if (part) {
      return part;
    }
  }
  return undefined;
}

/** The part to which the object belongs. */
function partWith(apiObject: ApiObject | undefined, parts: ReadonlyMap<IConstruct, CheckedApp>): CheckedApp | undefined {
  let construct: IConstruct | undefined = apiObject;
  while (construct && !parts.has(construct)) {
    construct = construct.node.scope;
  }
  return construct && parts.get(construct);
}

/** Whether the object is one of the part, and is what the part made it. */
function isPlainWithin({ construct }: CheckedApp, apiObject: ApiObject | undefined): boolean {
  return apiObject !== undefined && patchesOf(apiObject).length === 0 && apiObject.node.scopes.includes(construct);
}

/** A finding in the words of the program: with properties where they name the place, and else with the path in the object. */
function sentenceOf(finding: Finding, isProperty: boolean, apiObjects: ReadonlyMap<ManifestObject, ApiObject>): string {
  const place = isProperty ? propertyOf(finding.path) : `${finding.object.title} ${finding.path}`;
  return `${messageOf(finding, place)}${constructsOf(finding, apiObjects)}: ${finding.fix} (${finding.id} ${finding.name}, ${finding.link})`;
}

/** Which constructs make the objects of a finding, where kind and name do not tell them apart. */
function constructsOf({ object, related }: Finding, apiObjects: ReadonlyMap<ManifestObject, ApiObject>): string {
  const alike = related.filter(({ kind, name }) => kind === object.kind && name === object.name);
  const paths = [object, ...alike].map(each => apiObjects.get(each)?.node.path);
  return alike.length === 0 ? '' : ` (${paths.join(' and ')})`;
}
