import { Json } from '../model/json';

/** What copies: it has `cp`, `find` and `mv`, and keeps owners and modes. */
const IMAGE = 'busybox:1.37';

/**
 * A claim; in a loop its name has `$i`.
 */
export interface ClaimName {
  readonly name: string;
  readonly namespace?: string | undefined;
}

/**
 * Reserves the volume of a claim for one of another name, which somebody else is going to create, and deletes the claim.
 *
 * @param to the namespace where it is another one
 */
export function moveVolume(from: ClaimName, to: ClaimName): string[] {
  return [
    ...retainVolume('volume', from),
    `kubectl delete pvc ${from.name}${namespaceOption(from)}`,
    reserve('volume', to),
  ];
}

/**
 * Keeps the volume of a claim whatever becomes of the claim. The variable holds its name afterwards.
 */
export function retainVolume(variable: string, claim: ClaimName): string[] {
  return [
    `${variable}=$(kubectl get pvc ${claim.name}${namespaceOption(claim)} --output jsonpath='{.spec.volumeName}')`,
    `kubectl patch pv $${variable} --type merge --patch '{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}'`,
  ];
}

/**
 * Waits until no pod uses a claim.
 */
export function awaitUnused(claim: ClaimName): string[] {
  const claims = `kubectl get pods${namespaceOption(claim)} --field-selector=status.phase!=Succeeded,status.phase!=Failed `
    + "--output jsonpath='{.items[*].spec.volumes[*].persistentVolumeClaim.claimName}'";
  return [
    `until used=$(${claims}) && ! echo "$used" | tr ' ' '\\n' | grep -qx ${claim.name}; do`,
    `  echo 'waiting for the pods that use ${claim.name}'; sleep 5`,
    'done',
  ];
}

/**
 * Copies what is in the volume of a claim into another one, which takes over the name of the claim. The old volume stays.
 *
 * @param spec of the new claim
 */
export function copyClaim(claim: ClaimName, spec: Json): string[] {
  const [copy, namespace] = [{ name: `${claim.name}-copy`, namespace: claim.namespace }, namespaceOption(claim)];
  return [
    create({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: copy.name }, spec }, claim),
    ...job(copy.name, claim, [['cp', '-a', '/from/.', '/to/']], { from: claim.name, to: copy.name }),
    ...retainVolume('old', claim),
    ...retainVolume('volume', copy),
    `kubectl delete pvc ${claim.name} ${copy.name}${namespace}`,
    reserve('volume', { name: claim.name.replace('$i', '\'$i\'') }),
  ];
}

/**
 * Moves all that is in a directory of the volume of a claim into another one; the root is empty.
 */
export function moveWithin(claim: ClaimName, from: string, to: string): string[] {
  const [source, target] = [from, to].map(path => `/volume/${path}`.replace(/\/$/, '')) as [string, string];
  const others = ['lost+found', ...from === '' ? [to] : []].flatMap(name => ['!', '-name', name]);
  return job(`${claim.name}-move`, claim, [
    ['mkdir', '-p', target],
    ['find', source, '-mindepth', '1', '-maxdepth', '1', ...others, '-exec', 'mv', '{}', `${target}/`, ';'],
  ], { volume: claim.name });
}

/**
 * ` --namespace prod` as a part of a command; nothing where the manifest names none.
 */
export function namespaceOption({ namespace }: Pick<ClaimName, 'namespace'>): string {
  return namespace === undefined ? '' : ` --namespace ${namespace}`;
}

function reserve(variable: string, { name, namespace }: ClaimName): string {
  const other = namespace === undefined ? '' : `"namespace":"${namespace}",`;
  return `kubectl patch pv $${variable} --type merge --patch '{"spec":{"claimRef":{"name":"${name}",${other}"uid":null,"resourceVersion":null}}}'`;
}

/** Runs programs one after the other, with claims below the root at their keys. */
function job(name: string, { namespace }: ClaimName, commands: readonly (readonly string[])[], claims: Readonly<Record<string, string>>): string[] {
  const volumeMounts = Object.keys(claims).map(key => ({ name: key, mountPath: `/${key}` }));
  const containers = commands.map((command, index) => ({ name: `step-${index}`, image: IMAGE, command, volumeMounts }));
  const spec = {
    restartPolicy: 'Never',
    ...containers.length > 1 && { initContainers: containers.slice(0, -1) },
    containers: containers.slice(-1),
    volumes: Object.entries(claims).map(([key, claim]) => ({ name: key, persistentVolumeClaim: { claimName: claim } })),
  };
  return [
    create({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name }, spec: { template: { spec } } }, { namespace }),
    `kubectl wait job/${name}${namespaceOption({ namespace })} --for=condition=Complete --timeout=3600s`,
    `kubectl delete job ${name}${namespaceOption({ namespace })} --cascade=foreground`,
  ];
}

/** The shell puts an ordinal between quoted parts. */
function create(manifest: Json, of: Pick<ClaimName, 'namespace'>): string {
  const text = JSON.stringify(manifest).replaceAll('\'', '\'\\\'\'').replaceAll('$i', '\'$i\'');
  return `printf '%s' '${text}' | kubectl create${namespaceOption(of)} --filename -`;
}
