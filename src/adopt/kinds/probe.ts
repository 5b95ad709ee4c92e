import { Field } from '../../manifest/model/field';
import { call, Code, literal, name, text, unlessEmpty } from '../code';
import { entriesOf, Row, row, Translate } from '../fields';
import { duration, oneOf } from '../values';

/** cdk8s-plus knows ports by their numbers. A name becomes its number here, and a patch puts the name back. */
const portNumber: Translate = field => {
  const number = field.number ?? portsOf(field).find(port => port.at('name').string === field.string)?.at('containerPort').number;
  return number === undefined ? undefined : text(number);
};

/** The ports of the container in which the field is. */
function portsOf(field: Field): Field[] {
  let container = field.parent;
  while (!container.at('image').isSet && container.parent !== container) {
    container = container.parent;
  }
  return container.at('ports').items;
}

const HOST: readonly Row[] = [row('port', 'port', portNumber), row('host')];
const HTTP: readonly Row[] = [...HOST, row('scheme', 'scheme', oneOf('kplus.ConnectionScheme', ['HTTP', 'HTTPS']))];

const TIMING: readonly Row[] = [
  row('initialDelaySeconds', 'initialDelaySeconds', duration),
  row('periodSeconds', 'periodSeconds', duration),
  row('timeoutSeconds', 'timeoutSeconds', duration),
  row('successThreshold'),
  row('failureThreshold'),
];

/** A probe; one that neither runs a command nor connects is a patch. */
export const probe: Translate = (field, scope) => {
  const timing = entriesOf(field, TIMING, scope);
  return action('kplus.Probe', field, rows => unlessEmpty([...rows.from.isSet ? entriesOf(rows.from, rows.table, scope) : [], ...timing]), HTTP);
};

/** What is done when a container starts or ends. */
export const handler: Translate = (field, scope) =>
  action('kplus.Handler', field, rows => rows.from.name === 'exec' ? undefined : unlessEmpty(entriesOf(rows.from, rows.table, scope)), [row('port', 'port', portNumber)]);

/** The action of a probe or a hook. */
function action(
  type: string, field: Field, options: (rows: { from: Field; table: readonly Row[] }) => Code | undefined, http: readonly Row[],
): Code | undefined {
  const { exec, httpGet, tcpSocket } = { exec: field.at('exec'), httpGet: field.at('httpGet'), tcpSocket: field.at('tcpSocket') };
  const command = literal(exec.at('command').value);
  if (command?.kind === 'list') {
    return call(name(type), 'fromCommand', command, options({ from: exec, table: [] }));
  }
  if (httpGet.isSet) {
    return call(name(type), 'fromHttpGet', text(httpGet.at('path').string ?? '/'), options({ from: httpGet, table: http }));
  }
  return tcpSocket.isSet ? call(name(type), 'fromTcpSocket', options({ from: tcpSocket, table: HOST })) : undefined;
}
