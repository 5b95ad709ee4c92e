import { dnsSubdomainProblem } from './manifest/kubernetes/names';
import { requireInteger, requireValid } from './private/errors';
import { requireLabels } from './private/metadata';
import { StatefulAppProps } from './stateful-app-props';

/** Properties that are fields by the same name and in the same form, and what is refused of their values. */
type PlainFields = { readonly [Property in keyof StatefulAppProps]?: (property: Property, value: StatefulAppProps[Property]) => void };

const requireName = (property: string, value: string | undefined) => requireValid(property, value, dnsSubdomainProblem);
const anyValue = () => {};

/**
 * Those of the StatefulSet. A line here makes a property known, checks and renders it.
 */
export const SPEC_FIELDS = {
  revisionHistoryLimit: (property, value) => requireInteger(property, value, 0),
} satisfies PlainFields;

/**
 * Those of its pods, which cdk8s-plus-28 does not know.
 */
export const POD_FIELDS = {
  priorityClassName: requireName,
  runtimeClassName: requireName,
  schedulerName: requireName,
  nodeSelector: requireLabels,
  enableServiceLinks: anyValue,
} satisfies PlainFields;

const REQUIREMENTS = Object.entries({ ...SPEC_FIELDS, ...POD_FIELDS }) as [keyof StatefulAppProps, (property: string, value: unknown) => void][];

/**
 * Throws where one of these properties has a value that the API server would not take.
 */
export function requirePlainFields(props: StatefulAppProps): void {
  REQUIREMENTS.forEach(([property, require]) => require(property, props[property]));
}

/**
 * The fields as they are given; undefined where they are not.
 */
export function plainFields(fields: PlainFields, props: StatefulAppProps): Record<string, unknown> {
  return Object.fromEntries(Object.keys(fields).map(field => [field, props[field as keyof StatefulAppProps]]));
}
