import { VERSIONS } from './versions';

const FIRST = minorOf(VERSIONS[0]);
const LAST = minorOf(VERSIONS[VERSIONS.length - 1]);

/**
 * The versions of Kubernetes that manifests are meant for: one (`1.34`), one with its patch (`1.35.2`), or a range
 * (`1.30-1.34`).
 *
 * What is said of a range holds for each version in it. So ask whether one of them refuses something, and never whether one of them
 * takes it.
 */
export class TargetVersions {
  /** Every version that the rules know. */
  public static readonly ALL = new TargetVersions(FIRST, LAST);

  /**
   * @throws where it is none of these forms, or outside of what the rules know
   */
  public static parse(text: string): TargetVersions {
    const [, first, last = first] = /^(1\.[0-9]+(?:\.[0-9]+)?)(?:-(1\.[0-9]+(?:\.[0-9]+)?))?$/.exec(text) ?? [];
    if (first === undefined || last === undefined) {
      throw new Error(`${JSON.stringify(text)} is not a version of Kubernetes; write it as 1.34, 1.35.2 or 1.30-1.34`);
    }
    const target = new TargetVersions(first, last);
    if (target.from >= target.before) {
      throw new Error(`${JSON.stringify(text)} ends before it begins; write the older version first`);
    }
    if (target.from < TargetVersions.ALL.from || target.before > TargetVersions.ALL.before) {
      const further = target.before > TargetVersions.ALL.before ? `; write ${LAST}, or use a newer release of cdk8s-stateful-app` : '';
      throw new Error(`${JSON.stringify(text)} is not within ${TargetVersions.ALL}, the versions of Kubernetes that the rules know${further}`);
    }
    return target;
  }

  private readonly from: number;
  private readonly before: number;

  private constructor(private readonly first: string, private readonly last: string) {
    this.from = order(first);
    this.before = after(last);
  }

  public toString(): string {
    return this.first === this.last ? this.first : `${this.first}-${this.last}`;
  }

  /** Those that are `version` or later; undefined where there are none. */
  public since(version: string): TargetVersions | undefined {
    if (!this.isPartlyFrom(version)) {
      return undefined;
    }
    return this.isPartlyBefore(version) ? new TargetVersions(version, this.last) : this;
  }

  /** Those that are older than `version`, a minor one; undefined where there are none. */
  public until(version: string): TargetVersions | undefined {
    if (!this.isPartlyBefore(version)) {
      return undefined;
    }
    return this.isPartlyFrom(version) ? new TargetVersions(this.first, minorBefore(version)) : this;
  }

  /** Whether one of them is older than `version`. */
  public isPartlyBefore(version: string): boolean {
    return this.from < order(version);
  }

  /** Whether one of them is `version` or later. */
  public isPartlyFrom(version: string): boolean {
    return this.before > order(version);
  }

  /** Whether one of them is `first` or later, and older than `end`. */
  public isPartlyWithin(first: string, end: string): boolean {
    return this.from < order(end) && this.before > order(first);
  }
}

/** `1.35` of `1.35.2`. */
function minorOf(version: string): string {
  return version.split('.', 2).join('.');
}

/** `1.35` of `1.36`. */
function minorBefore(version: string): string {
  return `1.${Number(version.split('.')[1]) - 1}`;
}

/** 1.35.2 as 35002, so that versions compare as numbers. */
function order(version: string): number {
  const [, minor, patch = '0'] = version.split('.');
  return Number(minor) * 1000 + Number(patch);
}

/** The first version that comes after: a version without a patch stands for all of its patches. */
function after(version: string): number {
  return version.split('.').length > 2 ? order(version) + 1 : order(version) + 1000;
}
