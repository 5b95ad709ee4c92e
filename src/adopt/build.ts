import type * as cdk8s from 'cdk8s';
import { ChartCode } from './application-code';
import { Names, run } from './evaluate';
import { keyOf } from './key';
import { ManifestObject } from '../manifest/model/object';

/**
 * The packages that an adopted program imports.
 */
export interface Modules {
  readonly cdk8s: typeof cdk8s;
  readonly plus: object;
  readonly library: Library;
}

/** What is used of the library besides what programs name. */
interface Library {
  readonly testing: { readonly Manifests: { of(app: cdk8s.App): { snapshot(): string } } };
}

/**
 * An object that a chart makes.
 */
export interface Made {
  readonly object: ManifestObject;

  /** Where its construct is in the tree, below the chart. */
  readonly path: string;
}

/**
 * A chart that was made in this process, without a check.
 */
export interface Built {
  /** The objects by what tells them apart. */
  readonly objects: ReadonlyMap<string, Made>;

  /** What its constructs say is wrong. */
  readonly errors: () => string[];
}

/**
 * Makes a chart in this process.
 *
 * @param app the program that it is one of
 * @throws whatever a construct throws
 */
export function build(chart: ChartCode, { cdk8s: core, plus, library }: Modules, app = new core.App()): Built {
  const { ApiObject, Chart } = core;
  const scope = new Chart(app, chart.fileName, chart.namespace === undefined ? {} : { namespace: chart.namespace });
  const names: Names = new Map<string, unknown>([...Object.entries(core), ...Object.entries(library), ['kplus', plus], ['this', scope]]);
  run(chart.statements, names);
  const objects = new Map<string, Made>();
  for (const construct of scope.node.findAll()) {
    if (ApiObject.isApiObject(construct)) {
      const object = new ManifestObject(construct.toJson());
      objects.set(keyOf(object), { object, path: construct.node.path });
    }
  }
  return { objects, errors: () => scope.node.findAll().flatMap(construct => construct.node.validate()) };
}
