import { App, Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { parseAllDocuments } from 'yaml';
import { Kind, Manifest } from './objects';
import { StatefulApp, StatefulAppProps } from '../../../src';

export interface StatefulSetOptions extends Partial<StatefulAppProps> {
  image?: string;
  /** Whether every pod gets a claim `www`. @default false */
  claim?: boolean;
}

export const IMAGE = 'nginx:1.28';
export const NEXT_IMAGE = 'nginx:1.29';

/** What `cdk8s synth` writes for a program, read as `kubectl apply` reads it. */
export function synthesize(program: (chart: Chart) => void): Manifest[] {
  const app = new App();
  program(new Chart(app, 'test'));
  return parse(app.synthYaml());
}

/** The manifests in a file. */
export function parse(yaml: string): Manifest[] {
  // kubectl reads YAML 1.1, and cdk8s writes it
  return parseAllDocuments(yaml, { version: '1.1' }).map((document) => document.toJS());
}

/** The manifests of one StatefulApp: the document's `web`, changed where a test says so. */
export function statefulSet(options: StatefulSetOptions = {}, more: (app: StatefulApp, chart: Chart) => void = () => {}): Manifest[] {
  const { image = IMAGE, claim = false, ...props } = options;
  return synthesize((chart) => {
    const app = new StatefulApp(chart, 'web', {
      metadata: { name: 'web' },
      replicas: 3,
      terminationGracePeriod: Duration.seconds(10),
      // the image starts as root and writes to its own file system
      securityContext: { ensureNonRoot: false },
      containers: [{
        name: 'nginx',
        image,
        ports: [{ name: 'web', number: 80 }],
        resources: { cpu: { request: kplus.Cpu.millis(10) }, memory: { request: Size.mebibytes(16) } },
        securityContext: { ensureNonRoot: false, readOnlyRootFilesystem: false },
      }],
      ...claim && { volumeClaimTemplates: [{ name: 'www', storage: Size.gibibytes(1), mounts: [{ path: '/usr/share/nginx/html' }] }] },
      ...props,
    });
    more(app, chart);
  });
}

/** The one object of this kind. */
export function only<T extends object>(objects: (T & { kind?: string })[], { kind }: Kind): T {
  const found = objects.filter((object) => object.kind === kind);
  if (found.length !== 1) throw new Error(`${found.length} objects of kind ${kind}, expected one`);
  return found[0];
}
