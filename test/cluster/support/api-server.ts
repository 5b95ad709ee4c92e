import * as https from 'node:https';
import { KubernetesObject, Kind, Manifest } from './objects';

/** What the API server answers when it refuses. */
export class Refused extends Error {
  constructor(readonly code: number, message: string) {
    super(message);
    this.name = 'Refused';
  }
}

export interface RequestOptions {
  query?: Record<string, string>;
  body?: unknown;
  contentType?: string;
  /** The user in whose name it is, by impersonation; the administrator unless given. */
  user?: string;
}

export interface List<T> {
  metadata: { resourceVersion: string };
  items: T[];
}

export interface Version {
  minor: number;
  patch: number;
}

type OnEvent<T> = (type: string, object: T) => void;

/**
 * A connection to the API server, with the addresses and credentials of the official client.
 *
 * Bodies are sent and returned as plain JSON. The client's typed calls would drop every field that its models do
 * not know, on the way out and on the way back, and so hide what strict field validation is there to find.
 */
export class ApiServer {
  static async connect(): Promise<ApiServer> {
    const file = process.env.KUBECONFIG_TEST;
    if (!file) {
      throw new Error('KUBECONFIG_TEST is not set: run the tests with `npx projen test:cluster`, or name a kubeconfig with it');
    }
    // an ES module only, hence the dynamic import
    const { KubeConfig, Watch } = await import('@kubernetes/client-node');
    const config = new KubeConfig();
    config.loadFromFile(file);
    const server = config.getCurrentCluster()?.server;
    if (!server?.startsWith('https:')) {
      throw new Error(`${file}: the server of the current context is '${server}', expected an https address`);
    }
    const options: https.RequestOptions = {};
    await config.applyToHTTPSOptions(options);
    if (options.agent instanceof https.Agent) {
      // the client's own makes a connection for every request; thousands of dry runs would mostly shake hands
      options.agent = new https.Agent({ ...options.agent.options, keepAlive: true });
    }
    const watch = new Watch(config);
    return new ApiServer(server, options, async (path, query, onEvent, onEnd) => watch.watch(path, query, onEvent, onEnd));
  }

  private readonly discovered = new Map<string, Promise<{ kind: string; name: string; namespaced: boolean }[]>>();

  private constructor(
    private readonly server: string,
    private readonly options: https.RequestOptions,
    private readonly startWatch: (
      path: string, query: Record<string, string>, onEvent: OnEvent<KubernetesObject>, onEnd: (error: unknown) => void) => Promise<AbortController>,
  ) {}

  /** The answer's body. Throws `Refused` if the answer is not a success. */
  async request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
    const url = new URL(this.server + path);
    Object.entries(options.query ?? {}).forEach(([name, value]) => url.searchParams.set(name, value));
    const sent = options.body === undefined ? undefined : JSON.stringify(options.body);
    const { status, text } = await new Promise<{ status: number; text: string }>((resolve, reject) => {
      const headers = {
        ...this.options.headers,
        'Accept': 'application/json',
        'Content-Type': options.contentType ?? 'application/json',
        // without it, the body of a DELETE is taken for the next request
        ...sent !== undefined && { 'Content-Length': Buffer.byteLength(sent) },
        ...options.user && { 'Impersonate-User': options.user },
      };
      const request = https.request(url, { ...this.options, method, headers }, (response) => {
        let received = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => received += chunk);
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text: received }));
        response.on('error', reject);
      });
      request.setTimeout(30_000, () => request.destroy(new Error(`no answer within 30 s to ${method} ${path}`)));
      request.on('error', reject);
      request.end(sent);
    });
    const body = text.startsWith('{') ? JSON.parse(text) : { message: text };
    if (status >= 300) throw new Refused(status, body.message);
    return body;
  }

  /** The minor and the patch version of the API server: 36 and 3 for v1.36.3. */
  async version(): Promise<Version> {
    const { gitVersion } = await this.request<{ gitVersion: string }>('GET', '/version');
    const [, minor, patch] = /^v1\.(\d+)\.(\d+)/.exec(gitVersion)!.map(Number);
    return { minor, patch };
  }

  /** The path of a kind's collection, or with a name of one object. */
  async path(kind: Kind, namespace: string, name?: string): Promise<string> {
    const group = kind.apiVersion.includes('/') ? `/apis/${kind.apiVersion}` : `/api/${kind.apiVersion}`;
    if (!this.discovered.has(group)) {
      this.discovered.set(group, this.request<{ resources: [] }>('GET', group).then(({ resources }) => resources));
    }
    const resource = (await this.discovered.get(group)!).find((one) => one.kind === kind.kind && !one.name.includes('/'));
    if (!resource) throw new Error(`the cluster has no ${kind.kind} in ${kind.apiVersion}`);
    return [group, ...resource.namespaced ? ['namespaces', namespace] : [], resource.name, ...name ? [name] : []].join('/');
  }

  /** Server-side apply with strict field validation. */
  async apply<T>(manifest: Manifest, namespace: string, query: Record<string, string> = {}): Promise<T> {
    return this.request('PATCH', await this.path(manifest, namespace, manifest.metadata.name), {
      query: { fieldManager: 'test', fieldValidation: 'Strict', ...query },
      contentType: 'application/apply-patch+yaml',
      body: manifest,
    });
  }

  /** Everything that happens to the objects of a path after `resourceVersion`, until the signal is aborted. */
  async watch<T extends KubernetesObject>(
    path: string, resourceVersion: string, onEvent: OnEvent<T>, onEnd: (error: unknown) => void): Promise<AbortController> {
    return this.startWatch(path, { resourceVersion }, onEvent as OnEvent<KubernetesObject>, onEnd);
  }
}
