import { parseImage, repositoryOf } from '../kubernetes/images';
import { Context, Fault, NONE, Rule, source } from '../lint/rule';
import { Field } from '../model/field';
import { Container, PodTemplate } from '../model/pod-template';
import { Service } from '../model/service';

/**
 * Rules on environment variables.
 */
export const ENVIRONMENT_NAMES: readonly Rule[] = [
  {
    id: 'R60',
    name: 'service-links-collide',
    severity: 'warning',
    demand: 'No Service sets environment variables that the containers take for settings of their own.',
    consequence: 'an application that takes such a variable for a port or a setting of its own reads tcp://… there',
    fix: 'set enableServiceLinks to false',
    link: 'https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables',
    check: { statefulSet: ({ pod }, context) => serviceLinks(pod, context) },
  },
  {
    id: 'R61',
    name: 'env-name-repeated',
    severity: 'warning',
    demand: 'A container sets each environment variable once.',
    consequence: 'the last one counts, and `kubectl apply` may drop one of them',
    fix: 'remove one of them',
    link: source('pkg/api/pod/warnings.go', 269),
    check: { pod: ({ allContainers }) => allContainers.flatMap(repeated) },
  },
];

/** The variables that hide one of the same name before them; one that builds on it is meant. */
function repeated({ env }: Container): readonly Fault[] {
  if (env.length < 2) {
    return NONE;
  }
  const names = new Set<string>();
  return env.flatMap(variable => {
    const name = variable.at('name').string;
    if (!name || !names.has(name)) {
      names.add(name ?? '');
      return NONE;
    }
    const [value, reference] = [variable.at('value').string ?? '', `$(${name})`];
    const extendsIt = !variable.at('valueFrom').isSet && value !== reference && value.includes(reference);
    return extendsIt ? NONE : [{ at: variable.at('name'), problem: 'stands there before' }];
  });
}

/** Images that read variables with their own name in front, and none that a Service sets. */
const WITHOUT_PORTS: ReadonlySet<string> = new Set(['mariadb', 'mongo', 'mysql', 'postgres']);

/** One fault for each Service; it is an advice only where nothing but names say that the application may read its variables. */
function serviceLinks({ spec, owner, allContainers }: PodTemplate, { inventory }: Context): readonly Fault[] {
  const at = spec.at('enableServiceLinks');
  if (at.boolean === false) {
    return NONE;
  }
  const faults = new Map<Service, Fault>();
  const report = (serviceName: string, why: string, severity: 'warning' | 'info') => {
    const services = inventory.servicesNamed(serviceName);
    const service = services.find(({ object, isHeadless, type }) => !isHeadless && type !== 'ExternalName' && object.mayShareNamespace(owner));
    if (service && !faults.has(service)) {
      faults.set(service, {
        at,
        severity,
        problem: `is not false, so that the Service ${JSON.stringify(serviceName)} sets ${prefixOf(serviceName)}PORT, `
          + `${prefixOf(serviceName)}SERVICE_HOST, …, and ${why}`,
        related: [service.object],
      });
    }
  };
  for (const { env, field, name } of allContainers) {
    const severity = WITHOUT_PORTS.has(repositoryOf(field.at('image').string ?? '')) ? 'info' : 'warning';
    for (const variable of env.map(each => each.at('name').string ?? '')) {
      servicesWithPrefixOf(variable).forEach(service => report(service, `the container ${JSON.stringify(name)} has ${variable}`, severity));
    }
    for (const variable of portsReadBy(field)) {
      const service = variable.replace(/_PORT$/, '').toLowerCase().replace(/_/g, '-');
      report(service, `the container ${JSON.stringify(name)} reads ${variable}`, 'warning');
    }
  }
  for (const { field, name } of allContainers) {
    const image = parseImage(field.at('image').string ?? '').name;
    [name, image].filter(other => other !== '').forEach(other => report(other, `the container ${JSON.stringify(name)} may read them`, 'info'));
  }
  return faults.size === 0 ? NONE : [...faults.values()];
}

/** What the names of a Service's variables begin with. */
function prefixOf(service: string): string {
  return `${service.toUpperCase().replace(/-/g, '_')}_`;
}

/** The names of the Services whose variables begin as this one: those of KAFKA_LOG_DIR are kafka and kafka-log. */
function servicesWithPrefixOf(variable: string): string[] {
  if (variable !== variable.toUpperCase()) {
    return [];
  }
  const parts = variable.toLowerCase().split('_');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('-'));
}

/** The variables called …_PORT that the commands of a container use; …_SERVICE_PORT is read as it is meant. */
function portsReadBy(container: Field): string[] {
  const text = [...container.at('command').strings, ...container.at('args').strings].join('\n');
  return text.includes('_PORT')
    ? [...text.matchAll(/\$[({]?([A-Z][A-Z0-9_]*_PORT)\b/g)].map(([, variable]) => variable).filter(variable => !variable.endsWith('_SERVICE_PORT'))
    : [];
}
