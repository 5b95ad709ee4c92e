import { isRule, isRuleOnUpdates } from '../is-rule';
import { TargetVersions } from '../kubernetes/target-versions';
import { SEVERITIES, Severity } from '../lint/finding';
import { isJson, Json } from '../model/json';

/**
 * What a configuration file says.
 */
export interface Configuration {
  /** The path of the file, from the directory of the process. */
  readonly file: string;

  /** The directory that its patterns start at. */
  readonly directory: string;

  /** The versions of Kubernetes that all manifests are judged for. */
  readonly target?: TargetVersions;

  /** By the id of a rule, or its name. */
  readonly severities: ReadonlyMap<string, Severity>;
  readonly accepted: readonly AcceptedFindings[];
}

/**
 * Which findings of a rule are meant, and why. Patterns that are not there stand for everything.
 */
export interface AcceptedFindings {
  readonly rule: string;
  readonly reason: string;
  readonly files: readonly string[];

  /** Of the object. */
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;

  /** Its place in the file: `acceptedFindings.R50[0]`. */
  readonly path: string;
}

/**
 * That a configuration says something that nothing would come of, and where.
 */
export class ConfigurationError extends Error {
  constructor(
    readonly file: string,
    /** The place as in `severities.R62`; empty for the file. */
    readonly path: string,
    readonly problem: string,
    /** The line, where a parser says it; from 1. */
    readonly line?: number,
  ) {
    super(`${file}${line === undefined ? '' : `:${line}`}: ${path === '' ? '' : `${path} `}${problem}`);
  }
}

/**
 * A configuration from the value of its file, in which YAML is read as texts alone: `1.30` is a version, and no number.
 *
 * @param at its place in the file, where it is a part of it
 * @throws ConfigurationError
 */
export function configurationOf(value: unknown, file: string, directory: string, at = ''): Configuration {
  const place = new Place(file, at, value);
  const { targetVersion, severities, acceptedFindings } = place.keys(['targetVersion', 'severities', 'acceptedFindings']);
  return {
    file,
    directory,
    target: targetVersion?.target(),
    severities: new Map(severities?.entries().map(([rule, severity]) => [rule, severityIn(severity, rule)])),
    accepted: acceptedFindings?.entries().flatMap(([rule, accepted]) => acceptedIn(accepted, rule)) ?? [],
  };
}

function severityIn(place: Place, rule: string): Severity {
  place.requireRule(rule);
  if (isRuleOnUpdates(rule)) {
    throw place.error('is of a rule on updates, which are judged by their outcome; accept its findings where they are meant');
  }
  const severity = SEVERITIES.find(each => each === place.value);
  if (severity === undefined) {
    const instead = place.value === 'off' ? '; to tell none of its findings, accept them in acceptedFindings, with a reason' : '';
    throw place.error(`${place.shown} is not one of ${SEVERITIES.join(', ')}${instead}`);
  }
  return severity;
}

/** A reason, a reason with patterns, or a list of these. */
function acceptedIn(place: Place, rule: string): AcceptedFindings[] {
  place.requireRule(rule);
  if (Array.isArray(place.value)) {
    return place.items().map(item => acceptedAt(item, rule));
  }
  return [acceptedAt(place, rule)];
}

function acceptedAt(place: Place, rule: string): AcceptedFindings {
  if (typeof place.value === 'string') {
    return { rule, reason: place.text('say why the findings are meant'), files: [], path: place.path };
  }
  const { reason, files, kind, name, namespace } = place.keys(['reason', 'files', 'kind', 'name', 'namespace']);
  if (reason === undefined) {
    throw place.error('has no reason; say why the findings are meant');
  }
  return {
    rule,
    reason: reason.text('say why the findings are meant'),
    files: files === undefined ? [] : (Array.isArray(files.value) ? files.items() : [files]).map(file => file.text('give a path or a pattern')),
    kind: kind?.text('give a kind or a pattern'),
    name: name?.text('give a name or a pattern'),
    namespace: namespace?.text('give a namespace or a pattern'),
    path: place.path,
  };
}

/** A value with the place that it stands at. */
class Place {
  constructor(private readonly file: string, readonly path: string, readonly value: unknown) {}

  public error(problem: string): ConfigurationError {
    return new ConfigurationError(this.file, this.path, problem);
  }

  public get shown(): string {
    return JSON.stringify(this.value);
  }

  /** The places below it, by their keys, and no other ones. */
  public keys<K extends string>(known: readonly K[]): { readonly [key in K]?: Place } {
    for (const [key, place] of this.entries()) {
      if (!known.some(each => each === key)) {
        throw place.error(`is not known; there are ${known.join(', ')}`);
      }
    }
    return Object.fromEntries(this.entries()) as { readonly [key in K]?: Place };
  }

  public entries(): [string, Place][] {
    // nothing after a key is no value in YAML
    const value = this.value === '' ? {} : this.value;
    if (!isJson(value)) {
      throw this.error(`${this.shown} is not an object; write keys with values`);
    }
    return Object.entries(value as Json).map(([key, each]) => [key, new Place(this.file, this.path === '' ? key : `${this.path}.${key}`, each)]);
  }

  public items(): Place[] {
    return (this.value as readonly unknown[]).map((item, index) => new Place(this.file, `${this.path}[${index}]`, item));
  }

  public text(fix: string): string {
    if (typeof this.value !== 'string' || this.value.trim() === '') {
      throw this.error(`${this.shown} is not a text; ${fix}`);
    }
    return this.value;
  }

  public target(): TargetVersions {
    const text = this.text('write a version in quotes, as "1.34" or "1.30-1.36"');
    try {
      return TargetVersions.parse(text);
    } catch (error) {
      throw this.error((error as Error).message);
    }
  }

  public requireRule(rule: string): void {
    if (!isRule(rule)) {
      throw this.error('is not the id of a rule, nor its name; both stand behind each finding');
    }
  }
}
