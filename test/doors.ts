import { ApiObject, ApiObjectProps, Chart, Testing, Yaml } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { parseAllDocuments } from 'yaml';
import { StatefulApp, StatefulAppValidation } from '../src';
import { readObjects } from '../src/cli/read';
import { check, objectsOf } from '../src/manifest/check';
import { Finding, messageOf } from '../src/manifest/lint/finding';
import { RunOptions } from '../src/manifest/lint/run';
import { objectsOfProgram } from '../src/private/check/objects';

/**
 * A program, and what is found in it at each of the doors of the check.
 */
export class Program {
  readonly root = Testing.app();
  private readonly apps: StatefulApp[] = [];

  /** Adds an app that no rule complains about, in a chart of its own. */
  public addApp({ id = 'test', namespace, targetVersion, hasProbes = true }: {
    readonly id?: string; readonly namespace?: string; readonly targetVersion?: string; readonly hasProbes?: boolean;
  } = {}): StatefulApp {
    const app = new StatefulApp(new Chart(this.root, id, { namespace }), 'app', {
      metadata: { name: 'the-app' },
      replicas: 2,
      spread: true,
      targetVersion,
      containers: [{
        image: 'example.com/the-app:1.0',
        ports: [{ number: 8080, name: 'http' }],
        ...hasProbes && { readiness: kplus.Probe.fromCommand(['ready']), liveness: kplus.Probe.fromCommand(['alive']) },
      }],
    });
    this.apps.push(app);
    return app;
  }

  /** What the synthesis finds in all objects, whether they concern an app or not. */
  public atSynthesis(options: RunOptions): Finding[] {
    const objects = objectsOfProgram(this.root, object => this.apps.some(app => object.node.scopes.includes(app)));
    return check([...objects.keys()], { complete: true, ...options });
  }

  /** What the rules find in the manifests, without the way through a file. */
  public inManifests(options: RunOptions): Finding[] {
    return check(this.manifests().flatMap(manifest => objectsOf(manifest)), { complete: true, ...options });
  }

  /** What the command finds in the files. */
  public atCommand(yaml: string, options: RunOptions): Finding[] {
    const { objects } = readObjects([{ name: 'dist/test.k8s.yaml', bytes: Buffer.from(yaml) }], () => undefined);
    return check(objects, { complete: true, ...options });
  }

  /** Of how many objects the command says that kubectl would not take them. */
  public refusedByCommand(yaml: string): number {
    return readObjects([{ name: 'dist/test.k8s.yaml', bytes: Buffer.from(yaml) }], () => undefined).notChecked.filter(({ isUnreadable }) => isUnreadable).length;
  }

  /** What the plugin of `cdk8s synth` finds in the files, one line each. */
  public async atPlugin(yaml: string): Promise<string[]> {
    const lines: string[] = [];
    await new StatefulAppValidation().validate({
      manifests: ['dist/test.k8s.yaml'],
      logger: { log: () => {} },
      parseManifest: () => parseAllDocuments(yaml).map(document => document.toJS() as unknown),
      report: {
        submit: () => {},
        addViolation: ({ ruleName, violatingResources }) => violatingResources.forEach(({ resourceName, locations }) =>
          lines.push(`${ruleName} ${resourceName} ${locations.join()}`)),
      },
    });
    return lines.sort();
  }

  /**
   * What the synthesis says of the apps, one line each: without the construct that it begins with, and without those of objects
   * that kind and name do not tell apart.
   */
  public saidAtSynthesis(): string[] {
    const printed = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const said: string[] = [];
    try {
      this.root.synthYaml();
    } catch (error) {
      said.push(...(error as Error).message.split('\n  ').slice(1).map(line => `error: ${line}`));
    }
    said.push(...printed.mock.calls.map(([text]) => String(text).trimEnd()));
    printed.mockRestore();
    return [...new Set(said.map(line => line.replace(/(?<=^[a-z]+: )\[\S+\] /, '').replace(/ \(\S+( and \S+\/\S+)+\)(?=: )/, '')))].sort();
  }

  /** What `cdk8s synth` writes where nothing is wrong. */
  public yaml(): string {
    return Yaml.stringify(...this.manifests());
  }

  private manifests(): unknown[] {
    return this.root.node.findAll().filter(construct => ApiObject.isApiObject(construct)).map(object => object.toJson() as unknown);
  }
}

/** Adds an object to the program. */
export function add(scope: Construct, manifest: object): ApiObject {
  return new ApiObject(scope, `object-${scope.node.children.length}`, manifest as ApiObjectProps);
}

/** Findings as lines, in an order of their own. */
export function linesOf(findings: readonly Finding[]): string[] {
  return findings.map(({ severity, id, object, path, problem, fix }) =>
    `${severity} ${id} ${object.namespace ?? ''}/${object.kind}/${object.name} ${path} ${problem}; ${fix}`).sort();
}

/** Findings as the synthesis says them where no property of the app is meant, each once. */
export function sentencesOf(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map(finding => {
    const { severity, object, path, fix, id, name, link } = finding;
    return `${severity}: ${messageOf(finding, `${object.title} ${path}`)}: ${fix} (${id} ${name}, ${link})`;
  }))].sort();
}
