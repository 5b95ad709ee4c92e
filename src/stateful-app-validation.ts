import { isAtLeast, SEVERITIES, Severity } from './manifest/lint/finding';
import type { RunOptions } from './manifest/lint/run';
import { lockEntry } from './manifest/lock/names';
import { acceptances } from './private/check/acceptance';
import { checker, configuration, lockCheck } from './private/check/load';
import type { RequiredLock } from './private/check/lock';
import { lockWritten } from './private/check/lock-command';
import { targetVersionOf } from './private/check/target-version';
import { configurationViolation, Violation, violationsOf } from './private/check/violation';
import { refuse } from './private/errors';

/**
 * Settings of the plugin: `properties` in cdk8s.yaml.
 *
 * @internal
 */
export interface StatefulAppValidationProps {
  /**
   * The versions of Kubernetes that all manifests are judged for: `1.34`, `1.35.2` or `1.30-1.34`.
   *
   * @default - what an object says in its annotation, as those of a StatefulApp with `targetVersion` do, and else 1.28-1.37
   */
  readonly targetVersion?: string;

  /**
   * The least severity at which the synthesis fails: `error`, `warning` or `info`. Warnings are told in any case.
   *
   * @default 'error'
   */
  readonly severity?: string;

  /**
   * Findings that are meant, in all manifests: the id of the rule, or its name, and the reason.
   *
   * @default - none
   */
  readonly acceptedFindings?: { readonly [rule: string]: string };

  /**
   * Whether the manifests are a complete program: what is not among them, nobody applies beside them. Only then is it a
   * finding that an object is not there.
   *
   * @default true
   */
  readonly complete?: boolean;

  /**
   * The lock file that the program is compared with, from the directory of cdk8s.yaml. Where it is there, the synthesis
   * fails when an application would lose its identity or its data; `stateful-app lock` writes it.
   *
   * @default 'stateful-app.lock.yaml'
   */
  readonly lockFile?: string;

  /**
   * Whether the synthesis fails where the lock file is not there.
   *
   * @default false
   */
  readonly requireLock?: boolean;

  /**
   * The environment that the program is synthesized for, of those in the lock file.
   *
   * @default - what the environment variable STATEFUL_APP_ENVIRONMENT says, and else `default`
   */
  readonly environment?: string;
}

/**
 * What `cdk8s synth` gives to a plugin; only what is used of it.
 */
interface ValidationContext {
  readonly manifests: readonly string[];

  /** Whether the manifests go to standard output, so that those in files are gone with the synthesis. */
  readonly stdout?: boolean;
  readonly logger: { readonly log: (message: string) => void };
  readonly report: {
    addViolation(violation: Violation): void;
    submit(status: 'success' | 'failure', metadata?: { readonly [name: string]: string }): void;
  };
  parseManifest(path: string): unknown[];
}

/**
 * The plugin of `cdk8s synth` that checks every manifest of the program: `validations:` in cdk8s.yaml.
 *
 * It is for the command line of cdk8s, which loads it by its name; it has no use in a program, nor in other languages.
 *
 * @see https://cdk8s.io/docs/latest/plugins/validation-overview/
 * @internal
 */
export class StatefulAppValidation {
  private readonly failing: Severity;
  private readonly options: RunOptions;
  private readonly lock: RequiredLock;

  /**
   * @throws where a setting is none
   */
  constructor({ targetVersion, severity = 'error', acceptedFindings, complete = true, ...lock }: StatefulAppValidationProps = {}) {
    this.lock = {
      ...lockEntry(lock, process.env),
      isRequired: lock.requireLock ?? false,
    };
    const known = SEVERITIES.find(candidate => candidate === severity);
    refuse('severity', severity, known ? undefined : { problem: `is not one of ${SEVERITIES.join(', ')}` });
    this.failing = known ?? 'error';
    this.options = {
      target: targetVersionOf(targetVersion),
      severity: known === 'info' ? 'info' : 'warning',
      acceptances: acceptances(acceptedFindings),
      complete,
    };
  }

  public async validate(context: ValidationContext): Promise<void> {
    const { check, objectsOf } = checker();
    const objects = context.manifests.flatMap(path => context.parseManifest(path).flatMap(manifest => objectsOf(manifest, path)));
    const options = configuration().withFound(this.options);
    if (typeof options === 'string') {
      context.report.addViolation(configurationViolation(options));
      return context.report.submit('failure', { configuration: options });
    }
    const findings = check(objects, options);
    const lock = lockCheck().reportOnLock(this.lock, objects, lockWritten(this.lock, context.stdout ? undefined : context.manifests), options);
    if (lock.account !== undefined) {
      // at once, as the report comes after all plugins are done
      context.logger.log(lock.account);
    }
    [...violationsOf(findings), ...lock.violations].forEach(violation => context.report.addViolation(violation));
    const isFailing = lock.isFailing || findings.some(({ severity }) => isAtLeast(severity, this.failing));
    context.report.submit(isFailing ? 'failure' : 'success', { 'lock file': lock.summary });
  }
}
