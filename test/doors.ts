import { ApiObject, ApiObjectProps, Chart, Testing, Yaml } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { StatefulApp } from '../src';
import { readObjects } from '../src/cli/read';
import { check } from '../src/manifest/check';
import { TargetVersions } from '../src/manifest/kubernetes/target-versions';
import { Finding, Severity } from '../src/manifest/lint/finding';
import { ManifestObject } from '../src/manifest/model/object';
import { objectsOfProgram } from '../src/private/check/objects';

/**
 * A program with an app, and what is found in it at each of the doors of the check.
 */
export class Program {
  readonly chart: Chart;
  readonly app: StatefulApp;
  private readonly target?: TargetVersions;

  /** The app is one that no rule complains about. */
  constructor({ targetVersion, namespace }: { readonly targetVersion?: string; readonly namespace?: string } = {}) {
    this.target = targetVersion === undefined ? undefined : TargetVersions.parse(targetVersion);
    this.chart = new Chart(Testing.app(), 'test', { namespace });
    this.app = new StatefulApp(this.chart, 'app', {
      metadata: { name: 'the-app' },
      replicas: 2,
      spread: true,
      targetVersion,
      containers: [{
        image: 'example.com/the-app:1.0',
        ports: [{ number: 8080, name: 'http' }],
        readiness: kplus.Probe.fromCommand(['ready']),
        liveness: kplus.Probe.fromCommand(['alive']),
      }],
    });
  }

  /** Adds an object beside the app. */
  public add(manifest: object): ApiObject {
    return new ApiObject(this.chart, `object-${this.chart.node.children.length}`, manifest as ApiObjectProps);
  }

  /** What the synthesis finds in all objects, whether they concern the app or not. */
  public atSynthesis(severity: Severity): Finding[] {
    const objects = objectsOfProgram(this.chart.node.root, object => object.node.scopes.includes(this.app));
    return check([...objects.keys()], { severity, target: this.target, complete: true });
  }

  /** What the command finds in the manifests. */
  public atCommand(severity: Severity): Finding[] {
    return check(objectsIn(this.yaml()), { severity, target: this.target, complete: true });
  }

  /** What `cdk8s synth` writes; it needs no program without errors here. */
  public yaml(): string {
    return Yaml.stringify(...this.apiObjects().map(object => object.toJson() as unknown));
  }

  private apiObjects(): ApiObject[] {
    return this.chart.node.root.node.findAll().filter(construct => ApiObject.isApiObject(construct));
  }
}

function objectsIn(yaml: string): readonly ManifestObject[] {
  return readObjects([{ name: 'dist/test.k8s.yaml', bytes: Buffer.from(yaml) }], () => true).objects;
}

/** Findings as lines, in an order of their own. */
export function linesOf(findings: readonly Finding[]): string[] {
  return findings.map(({ severity, id, object, path, problem, fix }) =>
    `${severity} ${id} ${object.namespace ?? ''}/${object.kind}/${object.name} ${path} ${problem}; ${fix}`).sort();
}
