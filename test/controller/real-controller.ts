import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { State } from '../../src/manifest/controller/state';

/** What the real controller did in one sync: see step/step.go. */
export interface RealSync {
  readonly actions: readonly string[];
  readonly status: Readonly<Record<string, string | number>> | null;
  readonly failed: boolean;
}

/**
 * The StatefulSet controller of a version of Kubernetes, built from its source.
 */
export class RealController {
  private readonly binary: string;
  private readonly coverage = mkdtempSync(join(tmpdir(), 'controller-coverage-'));

  constructor(version: string) {
    this.binary = execFileSync(join(__dirname, 'build.sh'), {
      env: { ...process.env, KUBERNETES_VERSION: version }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'],
    }).trim();
  }

  public sync(states: readonly State[], gates: string): RealSync[] {
    const { stdout, status, stderr } = spawnSync(this.binary, ['-feature-gates', gates], {
      input: states.map(state => `${JSON.stringify(written(state))}\n`).join(''),
      env: { ...process.env, GOCOVERDIR: this.coverage },
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    });
    if (status !== 0) {
      throw new Error(`the controller ended with ${status}: ${stderr.slice(0, 4000)}`);
    }
    return stdout.split('\n').filter(line => line !== '').map(line => JSON.parse(line) as RealSync);
  }

  /** The functions of the controller, each with the percentage of its statements that all cases so far have reached. */
  public covered(): Map<string, number> {
    const lines = execFileSync('go', ['tool', 'covdata', 'func', '-i', this.coverage], { encoding: 'utf8' }).split('\n');
    return new Map(lines.flatMap(line => {
      const [, name, percentage] = /stateful_(?:set_control|set_utils|pod_control)\.go:\d+:\s+(\S+)\s+([\d.]+)%/.exec(line) ?? [];
      return name === undefined ? [] : [[name, Number(percentage)] as const];
    }));
  }

  public remove(): void {
    rmSync(this.coverage, { recursive: true });
  }
}

/** A state as step/case.go reads it. */
function written({ set, revisions, status, pods, claims, now }: State) {
  return {
    ...set,
    policy: set.isParallel ? 'Parallel' : 'OrderedReady',
    deleted: set.isDeleted,
    revisions,
    ...status,
    pods: pods.map(pod => ({ ...pod, terminating: pod.isTerminating, ...pod.readySince !== undefined && { readySeconds: now - pod.readySince } })),
    claims: claims.map(claim => ({ ...claim, terminating: claim.isTerminating })),
  };
}
