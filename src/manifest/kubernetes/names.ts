import { Problem } from './problem';
/**
 * The longest name with which a StatefulSet ever gets a pod.
 *
 * Every pod carries the label `controller-revision-hash: <set>-<hash>`; the hash has up to ten characters and a label
 * value ends at 63. The API server accepts a longer name, and no pod is created.
 *
 * @see https://github.com/kubernetes/kubernetes/issues/64023
 */
export const LONGEST_STATEFUL_SET_NAME = 52;

/** The longest name of an object. */
const LONGEST_NAME = 253;

/**
 * The most bytes that all annotations of an object may have together, keys and values.
 */
export const ANNOTATIONS_LIMIT = 256 * 1024;

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const DNS_SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const SEARCH_DOMAIN = /^_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*\.?$/;
const LABEL_NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const PORT_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/**
 * What a name begins with, the longest first: `db-0-client`, `db-0` and `db`. Of what is too long for a name, and may be of any
 * length, there are none.
 */
export function beginningsOf(name: string): string[] {
  const words = name.length > LONGEST_NAME ? [] : name.split('-');
  return words.map((_, index) => words.slice(0, words.length - index).join('-'));
}

/**
 * Why Kubernetes would not take `name` as a DNS label (RFC 1123), or undefined.
 */
export function dnsLabelProblem(name: string): Problem | undefined {
  return name.length <= 63 && DNS_LABEL.test(name)
    ? undefined
    : { problem: 'is not a DNS label', fix: "use at most 63 lower-case letters, digits and '-', with a letter or digit at both ends" };
}

/**
 * Why Kubernetes would not take `name` as a DNS subdomain (RFC 1123), or undefined.
 */
export function dnsSubdomainProblem(name: string): Problem | undefined {
  return name.length <= LONGEST_NAME && DNS_SUBDOMAIN.test(name)
    ? undefined
    : { problem: 'is not a DNS subdomain', fix: "use DNS labels (lower-case letters, digits and '-') joined by '.', at most 253 characters" };
}

/**
 * Why Kubernetes would not take `domain` as one to search for names in, or undefined. From 1.33 it can be '.', and have
 * underscores, as the names of DNS services do.
 */
export function searchDomainProblem(domain: string): Problem | undefined {
  return domain === '.' || (domain.length <= 254 && SEARCH_DOMAIN.test(domain))
    ? undefined
    : { problem: 'is not a DNS domain', fix: "use labels (lower-case letters, digits, '-' and '_') joined by '.', at most 253 characters" };
}

/**
 * Why Kubernetes would not take `name` as the name of a Service, or undefined.
 *
 * Kubernetes 1.36 lets a Service begin with a digit; every version before refuses it.
 */
export function serviceNameProblem(name: string): Problem | undefined {
  return dnsLabelProblem(name)
    ?? (/^[0-9]/.test(name)
      ? { problem: 'begins with a digit, which Kubernetes before 1.36 refuses in the name of a Service', fix: 'begin it with a letter' }
      : undefined);
}

/**
 * Why no pod of a StatefulSet called `name` would ever run, or undefined.
 */
export function statefulSetNameProblem(name: string): Problem | undefined {
  if (name.length > LONGEST_STATEFUL_SET_NAME) {
    return {
      problem: `has ${name.length} characters, and a StatefulSet whose name has more than ${LONGEST_STATEFUL_SET_NAME} never gets a pod `
        + '(the label controller-revision-hash is the name plus eleven, and ends at 63)',
      fix: 'set a shorter metadata.name',
    };
  }
  return dnsLabelProblem(name);
}

/**
 * Why Kubernetes would not take `name` as the name of a container port, or undefined.
 */
export function portNameProblem(name: string): Problem | undefined {
  return name.length <= 15 && PORT_NAME.test(name) && /[a-z]/.test(name) && !name.includes('--')
    ? undefined
    : { problem: 'is not a port name', fix: "use at most 15 lower-case letters, digits and single '-', at least one of them a letter" };
}

/**
 * Why Kubernetes would not take `key` as the key of a label, or undefined.
 */
export function qualifiedNameProblem(key: string): Problem | undefined {
  const slash = key.lastIndexOf('/');
  const prefix = slash < 0 ? undefined : key.slice(0, slash);
  const name = key.slice(slash + 1);
  const fits = name.length <= 63 && LABEL_NAME.test(name) && (prefix === undefined || dnsSubdomainProblem(prefix) === undefined);
  return fits
    ? undefined
    : { problem: 'is not a qualified name', fix: "use up to 63 letters, digits, '-', '_' and '.', with an optional DNS subdomain and '/' before it" };
}

/**
 * Why Kubernetes would not take `key` as the key of an annotation, or undefined. It looks at it in lower case.
 */
export function annotationKeyProblem(key: string): Problem | undefined {
  return qualifiedNameProblem(key.toLowerCase());
}

/**
 * Why Kubernetes would not take `value` as the value of a label, or undefined.
 */
export function labelValueProblem(value: string): Problem | undefined {
  return value === '' || (value.length <= 63 && LABEL_NAME.test(value))
    ? undefined
    : { problem: 'is not a label value', fix: "use up to 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends" };
}

/**
 * Why Kubernetes would not take `name` as the name of an object of whatever kind, or undefined: it is a part of its URL.
 */
export function pathSegmentProblem(name: string): Problem | undefined {
  return name === '.' || name === '..' || /[/%]/.test(name)
    ? { problem: "is '.' or '..', or has '/' or '%', and so cannot be a part of a URL", fix: 'choose another name' }
    : undefined;
}
