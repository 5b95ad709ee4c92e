import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ApiServer, List, Refused } from './api-server';
import { parse } from './manifests';
import { Kind, KubernetesObject, nameOf } from './objects';

const GROUP = 'gateway.networking.k8s.io';
const KINDS = ['TLSRoute', 'TCPRoute'];
const CUSTOM_RESOURCE_DEFINITION: Kind = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' };
const VERSIONS = join(__dirname, '../bed/versions.sh');
/** Until what was installed is served, in seconds. */
const DEADLINE = 90;

type Definition = KubernetesObject & { spec: { group: string; names: { kind: string }; versions: { name: string; served: boolean }[] } };

/** The routes of the Gateway API: those of the cluster, or where it has none, those of the version that is pinned with the test-bed. */
export class GatewayApi {
  static async provide(): Promise<GatewayApi> {
    const api = await ApiServer.connect();
    const isThere = (await definitionsOf(api)).length > 0;
    const gateway = new GatewayApi(api, isThere ? [] : await pinned(api));
    for (const definition of gateway.installed) await api.apply(definition, '');
    gateway.definitions.push(...await definitionsOf(api));
    await gateway.served();
    return gateway;
  }

  private readonly definitions: Definition[] = [];

  private constructor(private readonly api: ApiServer, private readonly installed: ReturnType<typeof parse>) {}

  /** The versions in which the cluster serves a kind. */
  versions(kind: string): string[] {
    return this.definitions.filter(({ spec }) => spec.names.kind === kind)
      .flatMap(({ spec }) => spec.versions.filter(({ served }) => served).map(({ name }) => `${GROUP}/${name}`));
  }

  /** Takes away what was not there before. */
  async remove(): Promise<void> {
    for (const definition of this.installed) await this.api.request('DELETE', await this.api.path(CUSTOM_RESOURCE_DEFINITION, '', nameOf(definition)));
  }

  /** Nothing tells by a watch when the API server begins to serve a kind. */
  private async served(): Promise<void> {
    const deadline = Date.now() + DEADLINE * 1000;
    const wanted = KINDS.flatMap((kind) => this.versions(kind).map((version) => ({ kind, version })));
    for (const { kind, version } of wanted) {
      while (!await this.serves(kind, version)) {
        if (Date.now() > deadline) throw new Error(`gave up after ${DEADLINE} s: the cluster does not serve ${kind} of ${version}`);
        await setTimeout(100);
      }
    }
  }

  private async serves(kind: string, version: string): Promise<boolean> {
    const { resources } = await this.api.request<{ resources: Kind[] }>('GET', `/apis/${version}`).catch((error) => {
      if (error instanceof Refused && error.code === 404) return { resources: [] };
      throw error;
    });
    return resources.some((resource) => resource.kind === kind);
  }
}

async function definitionsOf(api: ApiServer): Promise<Definition[]> {
  const { items } = await api.request<List<Definition>>('GET', await api.path(CUSTOM_RESOURCE_DEFINITION, ''));
  return items.filter(({ spec }) => spec.group === GROUP && KINDS.includes(spec.names.kind));
}

/** The experimental channel, as it serves all versions that there are. It comes as a Go module, verified as the test-bed is. */
async function pinned(api: ApiServer): Promise<ReturnType<typeof parse>> {
  const { minor } = await api.version();
  const variable = minor < 31 ? 'GATEWAY_API_VERSION_BEFORE_1_31' : 'GATEWAY_API_VERSION';
  const [, version] = new RegExp(`^${variable}=(\\S+)$`, 'm').exec(readFileSync(VERSIONS, 'utf8'))!;
  const { stdout, stderr, error } = spawnSync('go', ['mod', 'download', '-json', `sigs.k8s.io/gateway-api@v${version}`], { encoding: 'utf8' });
  const answer = stdout ? JSON.parse(stdout) as { Dir?: string; Error?: string } : {};
  if (answer.Dir === undefined || answer.Error !== undefined) {
    throw new Error(`could not download the Gateway API ${version}: ${error?.message ?? answer.Error ?? stderr}`);
  }
  const folder = join(answer.Dir, 'config/crd/experimental');
  return KINDS.flatMap((kind) => parse(readFileSync(join(folder, `${GROUP}_${kind.toLowerCase()}s.yaml`), 'utf8')));
}
