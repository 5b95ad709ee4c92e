import { isIPv4 } from 'net';
import { dnsSubdomainProblem } from '../manifest/kubernetes/names';
import { Problem } from '../manifest/kubernetes/problem';
import { refuse, requireValid } from '../private/errors';

/** What stands for the name and for the ordinal of a pod. */
const PLACEHOLDER = /\{(pod|ordinal)\}/g;

/**
 * The text for one pod.
 *
 * @param ordinal the ordinal of the pod, or what stands for it
 */
export function filled(template: string, appName: string, ordinal: number | string): string {
  return template.replace(PLACEHOLDER, (_, placeholder) => placeholder === 'pod' ? `${appName}-${ordinal}` : `${ordinal}`);
}

/**
 * Throws where the template has a placeholder that we do not know.
 */
function requireTemplate(property: string, template: string): void {
  const [unknown] = template.replace(PLACEHOLDER, '').match(/\{[^}]*\}?|\}/) ?? [];
  refuse(property, template,
    unknown === undefined ? undefined : { problem: `has ${unknown} in it, which stands for nothing`, fix: 'use {pod} or {ordinal}' });
}

/**
 * Throws where a template, if there is one, has an unknown placeholder or gives no name of an object.
 */
export function requireTemplateOfName(property: string, template: string | undefined): void {
  requireValid(property, template, given => {
    requireTemplate(property, given);
    return dnsSubdomainProblem(filled(given, 'pod', 0));
  });
}

/**
 * Throws unless the template gives each pod another text.
 */
export function requireDistinct(property: string, template: string): void {
  requireTemplate(property, template);
  refuse(property, template, new RegExp(PLACEHOLDER.source).test(template)
    ? undefined
    : { problem: 'would be the same for every pod', fix: 'put {pod} or {ordinal} into it' });
}

/**
 * Why a host name that a template gives is none, or undefined.
 */
export function hostProblem(host: string): Problem | undefined {
  if (isIPv4(host)) {
    return { problem: 'is an IP address', fix: 'use a DNS name' };
  }
  const tooLong = host.split('.').find(label => label.length > 63);
  return tooLong === undefined ? dnsSubdomainProblem(host) : {
    problem: `has a label of ${tooLong.length} characters, and DNS takes 63`,
    fix: 'shorten it',
  };
}
