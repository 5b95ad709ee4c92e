/**
 * The names in the references `$(NAME)` of a text, in their order, as the kubelet reads them: `$$` stands for a dollar sign,
 * and a reference that is not closed is text. `a-$(B)-$$(C)` refers to B alone.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/third_party/forked/golang/expansion/expand.go
 */
export function referencesIn(text: string): string[] {
  return [...text.matchAll(/\$\$|\$\(([^)]*)\)/g)].flatMap(({ 1: name }) => name ?? []);
}

/** What the kubelet always sets, whether a pod wants the variables of Services or not. */
const API_SERVER = /^KUBERNETES_(SERVICE_HOST|SERVICE_PORT(_HTTPS)?|PORT(_443_TCP(_PROTO|_PORT|_ADDR)?)?)$/;

/** What a Service is said by: `DB_SERVICE_HOST`, `DB_SERVICE_PORT_CLIENT`, `DB_PORT`, `DB_PORT_5432_TCP_ADDR`. */
const SERVICE = /^[A-Z][A-Z0-9_]*_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_PROTO|_PORT|_ADDR)?)?)$/;

/**
 * Whether the kubelet may set a variable of that name for a Service.
 *
 * @param links whether it sets them for the Services of the namespace, and not for the API server alone
 */
export function isServiceVariable(name: string, links: boolean): boolean {
  return API_SERVER.test(name) || (links && SERVICE.test(name));
}
