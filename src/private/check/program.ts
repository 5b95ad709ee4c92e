import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { IConstruct } from 'constructs';
import { completeWithParts } from './completion';
import { foundConfiguration } from './configuration';
import { objectsOfProgram } from './objects';
import { propertyAt } from './property-path';
import { check } from '../../manifest/check';
import { ConfigurationError } from '../../manifest/configuration/configuration';
import { configured } from '../../manifest/configuration/configured';
import { TargetVersions } from '../../manifest/kubernetes/target-versions';
import { Finding, messageOf } from '../../manifest/lint/finding';
import { ExistingObject } from '../../manifest/model/inventory';
import { ManifestObject } from '../../manifest/model/object';

/**
 * An app of a program that is checked at its synthesis, with all objects below it.
 */
export interface CheckedApp {
  readonly construct: IConstruct & kplus.IScalable;

  /** For which versions of Kubernetes its objects are, where that is said. */
  readonly target?: TargetVersions;

  /** What the app relies on that is not in the program. */
  readonly existing: readonly ExistingObject[];

  /** Adds what objects are still due. */
  readonly complete: () => void;

  /** What the app itself says is wrong, before rules look at it. */
  readonly errors: () => string[];
}

/**
 * What a check found.
 */
export interface Outcome {
  readonly errors: ReadonlyMap<CheckedApp, readonly string[]>;

  /** A line each. */
  readonly warnings: readonly string[];

  /** What was looked at, with what renders each. */
  readonly objects: ReadonlyMap<ManifestObject, ApiObject>;
}

/**
 * Checks a program against the rules on manifests.
 */
export function checkProgram(root: IConstruct, apps: ReadonlyMap<IConstruct, CheckedApp>): Outcome {
  try {
    return outcomeOf(root, apps);
  } catch (error) {
    if (error instanceof ConfigurationError) {
      return { errors: new Map([...apps.values()].slice(0, 1).map(app => [app, [error.message]])), warnings: [], objects: new Map() };
    }
    throw error;
  }
}

function outcomeOf(root: IConstruct, apps: ReadonlyMap<IConstruct, CheckedApp>): Outcome {
  apps.forEach(completeWithParts);
  const apiObjects = objectsOfProgram(root, apiObject => appWith(apiObject, apps) !== undefined);
  const existing = [...apps.values()].flatMap(app => app.existing);
  const errors = new Map<CheckedApp, string[]>();
  const warnings: string[] = [];
  for (const finding of check([...apiObjects.keys()], configured({ complete: true, existing }, foundConfiguration()))) {
    const app = appOf(finding, apps, apiObjects);
    if (app) {
      const text = sentenceOf(finding, apiObjects);
      if (finding.severity === 'error') {
        errors.set(app, [...errors.get(app) ?? [], text]);
      } else {
        warnings.push(`warning: [${app.construct.node.path}] ${text}\n`);
      }
    }
  }
  return { errors, warnings, objects: apiObjects };
}

/** The app whose object the finding is about, or at least has to do with it. */
function appOf(
  { object, related }: Finding,
  apps: ReadonlyMap<IConstruct, CheckedApp>,
  apiObjects: ReadonlyMap<ManifestObject, ApiObject>,
): CheckedApp | undefined {
  for (const candidate of [object, ...related]) {
    const app = appWith(apiObjects.get(candidate), apps);
    if (app) {
      return app;
    }
  }
  return undefined;
}

/** The app to which the object belongs. */
function appWith(apiObject: ApiObject | undefined, apps: ReadonlyMap<IConstruct, CheckedApp>): CheckedApp | undefined {
  let construct: IConstruct | undefined = apiObject;
  while (construct && !apps.has(construct)) {
    construct = construct.node.scope;
  }
  return construct && apps.get(construct);
}

/** A finding in the words of the program: with properties where they name the place, and else with the path in the object. */
function sentenceOf(finding: Finding, apiObjects: ReadonlyMap<ManifestObject, ApiObject>): string {
  const apiObject = apiObjects.get(finding.object);
  const { name = `${finding.object.title} ${finding.path}`, value = finding.value } = (apiObject && propertyAt(apiObject, finding.path)) ?? {};
  return `${messageOf({ ...finding, value }, name)}${constructsOf(finding, apiObjects)}: ${finding.fix} (${finding.id} ${finding.name}, ${finding.link})`;
}

/** Which constructs make the objects of a finding, where kind and name do not tell them apart. */
function constructsOf({ object, related }: Finding, apiObjects: ReadonlyMap<ManifestObject, ApiObject>): string {
  const alike = related.filter(({ kind, name }) => kind === object.kind && name === object.name);
  const paths = [object, ...alike].map(each => apiObjects.get(each)?.node.path);
  return alike.length === 0 ? '' : ` (${paths.join(' and ')})`;
}
