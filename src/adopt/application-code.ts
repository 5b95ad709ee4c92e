import { Application } from './applications';
import { call, Code, make, name, Statement, struct, text } from './code';
import { place } from './fields';
import { keyOf } from './key';
import { autoscaler } from './kinds/autoscaler';
import { configMap } from './kinds/config-map';
import { disruptionBudget } from './kinds/disruption-budget';
import { plainService } from './kinds/plain-service';
import { role, roleBinding } from './kinds/role';
import { clientService, headlessService } from './kinds/service';
import { serviceAccount } from './kinds/service-account';
import { statefulSet } from './kinds/stateful-set';
import { Patch } from './patches';
import { camel, pascal, Scope, suffixed } from './scope';
import { serviceNameProblem } from '../manifest/kubernetes/names';
import { ManifestObject } from '../manifest/model/object';

/**
 * An application as a chart.
 */
export interface ChartCode {
  /** The name of its class. */
  readonly className: string;

  /** The name of its file, without an ending, and the id of the chart. */
  readonly fileName: string;
  readonly namespace?: string;
  readonly statements: readonly Statement[];
}

/**
 * Writes an application as a chart.
 *
 * @param patches what the typed API cannot say, by object
 * @param left words that its names are without
 */
export function chartOf(
  application: Application, className: string, patches: ReadonlyMap<string, readonly Patch[]>, left: ReadonlySet<string> = new Set(),
): ChartCode {
  const { statefulSet: set, governing, services, budget, configMaps, account, ports } = application;
  const scope = new Scope(left);
  const app = scope.constant(set.name, 'App');
  const codes = new Map<string, Code>([...configMaps.map(object => [keyOf(object), configMap(object, scope)] as const),
    ...account ? [[keyOf(account), serviceAccount(account, scope)] as const] : []]);
  const before: Statement[] = [];
  const service = serviceOf(application, scope, before);
  const isPlain = governing !== undefined && service.kind === 'call' && service.args.length === 0;
  const own = statefulSet(set, { app, service: isPlain ? undefined : service, isScaled: application.autoscaler !== undefined }, scope);
  const after: Statement[] = [];
  const add = (object: ManifestObject, code: Code, wanted: string) => {
    const [key, at] = [keyOf(object), place(object.root)];
    const isPatched = (patches.get(key) ?? []).length > 0;
    const constant = isPatched ? scope.constant(wanted, '') : undefined;
    after.push({ constant, code, at });
    codes.set(key, constant === undefined ? code : name(constant));
  };
  const addAs = (object: ManifestObject, suffix: string, statementsOf: (constant: string) => readonly Statement[]) => {
    const constant = scope.constant(camel(suffixed(object.name, suffix)), '');
    after.push(...statementsOf(constant));
    codes.set(keyOf(object), name(constant));
  };
  codes.set(keyOf(set), name(app));
  if (governing) {
    codes.set(keyOf(governing.object), name(`${app}.service`));
  }
  for (const each of services) {
    const { object, isPlain: isOther } = each;
    if (isOther) {
      addAs(object, 'Service', constant => plainService(object, ports, constant, scope));
    } else {
      add(object, clientService(name(app), each, ports, scope), camel(suffixed(object.name, 'Service')));
    }
  }
  if (budget) {
    add(budget, disruptionBudget(name(app), budget, set.name, scope), 'budget');
  }
  if (application.autoscaler) {
    const { autoscaler: object } = application;
    addAs(object, 'Autoscaler', constant => [autoscaler(app, object, constant, scope)]);
  }
  application.roles.forEach(object => addAs(object, 'Role', constant => role(object, constant, scope)));
  application.bindings.forEach(object => addAs(object, 'RoleBinding', constant => roleBinding(object, account?.name ?? '', constant, scope)));
  const patched = [...codes].flatMap(([key, code]) => patchStatements(code, patches.get(key) ?? []));
  return {
    className,
    fileName: fileNameOf(className),
    namespace: set.namespace,
    statements: [...scope.declarations, ...before, ...own, ...after, ...patched],
  };
}

/** How the headless Service comes about. */
function serviceOf({ statefulSet: set, governing, ports }: Application, scope: Scope, before: Statement[]): Code {
  if (governing === undefined) {
    // one that has none, or none that could be, gets a name here, which a patch takes away
    const found = [set.spec.at('serviceName').string, set.name].find(each => each && serviceNameProblem(each) === undefined);
    return call(name('HeadlessService'), 'fromServiceName', text(found ?? 'unnamed'));
  }
  if (!governing.isPlain) {
    return headlessService(governing.object, set.name, ports, scope);
  }
  const constant = scope.constant(camel(suffixed(governing.object.name, 'Service')), '');
  before.push(...plainService(governing.object, ports, constant, scope));
  return call(name('HeadlessService'), 'fromService', name(constant));
}

/** `MyDb` is in `my-db.ts`. */
export function fileNameOf(className: string): string {
  return className.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}

/** One statement for all patches of an object. */
function patchStatements(of: Code, patches: readonly Patch[]): Statement[] {
  if (patches.length === 0) {
    return [];
  }
  const operations = patches.map(({ op, path, code }) => call(name('JsonPatch'), op, text(path), code));
  return [{ code: call(call(name('ApiObject'), 'of', of), 'addJsonPatch', ...operations), comments: reasonsOf(patches) }];
}

/** A line for each reason, with the fields that it is the reason for. */
function reasonsOf(patches: readonly Patch[]): string[] {
  const whys = [...new Set(patches.map(({ why }) => why))];
  return whys.map(why => `${[...new Set(patches.filter(patch => patch.why === why).map(({ field }) => field))].join(', ')}: ${why}`);
}

/** Names of classes that programs import, or that they have already. */
export const RESERVED = ['App', 'Chart', 'Construct', 'Size', 'Duration', 'ApiObject', 'JsonPatch', 'Include', 'Others', 'StatefulApp', 'PodServices',
  'HeadlessService', 'UpdateStrategy', 'Main', 'Program'];

/** A class name for each application, each another one. */
export function classNames(applications: readonly Application[]): string[] {
  const taken = new Set(RESERVED);
  return applications.map(({ statefulSet: { name: of, namespace } }) => {
    const candidates = [pascal(of), pascal(`${of}-app`), pascal(`${namespace ?? ''}-${of}`)];
    let found = candidates.find(candidate => !taken.has(candidate));
    for (let count = 2; found === undefined; count += 1) {
      found = taken.has(`${pascal(of)}${count}`) ? undefined : `${pascal(of)}${count}`;
    }
    taken.add(found);
    return found;
  });
}

/** The chart with what is nobody's, as YAML. */
export function includeOf(path: string): Statement {
  return { code: make('Include', name('this'), text('Others'), struct([{ key: 'url', code: { kind: 'name', path: [path] } }])) };
}
