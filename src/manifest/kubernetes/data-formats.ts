import { parseImage, repositoryOf } from './images';
import { Problem } from './problem';

/** A release series, such as 8.4 of MySQL. */
type Series = readonly [major: number, minor: number];

/** A program whose data not every other version reads. */
interface Format {
  readonly program: string;

  /** Where in a tag the version is. */
  readonly version: RegExp;

  /** Why the one series does not read the data of the other; undefined where it does, or may. */
  readonly problemOf: (from: Series, to: Series) => Problem | undefined;
}

/** A tag that begins with its version. */
const FIRST = /^v?(\d+)(?:\.(\d+))?/;

/** A tag has the major version alone where the minor one may be any. */
const HIGHEST = 999;

const STEP_BY_STEP = 'take the versions between them one after the other';
const GO_BACK = 'keep the version, or restore a backup of the other one';

const POSTGRES: Format = {
  program: 'PostgreSQL',
  version: FIRST,
  problemOf: (from, to) => from[0] !== to[0] || (from[0] < 10 && from[1] !== to[1])
    ? { problem: 'reads the data of its own major version only', fix: 'dump the data with the old version and restore it with the new one, or run pg_upgrade while no pod serves' }
    : undefined,
};

/** From each to the next and no further; what is between two of them counts as the first. */
const MYSQL_STEPS: readonly Series[] = [[5, 6], [5, 7], [8, 0], [8, 4], [9, 0]];
const MONGO_STEPS: readonly Series[] = [[3, 6], [4, 0], [4, 2], [4, 4], [5, 0], [6, 0], [7, 0], [8, 0]];

/** The last minor version of each major one, whose data the next major one reads. */
const ELASTICSEARCH_LAST: ReadonlyMap<number, number> = new Map([[6, 8], [7, 17], [8, 18]]);

/** The format of its dumps, from which version on. */
const REDIS_FORMATS: readonly (readonly [Series, number])[] = [[[5, 0], 9], [[7, 0], 10], [[7, 2], 11], [[7, 4], 12]];

const MYSQL = stepByStep('MySQL', MYSQL_STEPS, 'does not read the data of a later series', 'reads the data of the LTS series before it');
const MONGO = stepByStep('MongoDB', MONGO_STEPS,
  'does not read the data of a later series, unless its featureCompatibilityVersion was lowered before', 'reads the data of the series before it');

const REDIS: Format = {
  program: 'Redis',
  version: FIRST,
  problemOf: (from, to) => {
    const [written, read] = [from, to].map(series => REDIS_FORMATS.filter(([since]) => !isBefore(series, since)).pop()?.[1]);
    return written !== undefined && read !== undefined && read < written
      ? { problem: `reads dumps up to format ${read}, and there are those of format ${written}`, fix: GO_BACK }
      : undefined;
  },
};

const ELASTICSEARCH: Format = {
  program: 'Elasticsearch',
  version: FIRST,
  problemOf: (from, to) => {
    if (isBefore(to, from)) {
      return { problem: 'does not read the data of a later version', fix: GO_BACK };
    }
    const isNext = to[0] === from[0] + 1 && from[1] >= (ELASTICSEARCH_LAST.get(from[0]) ?? 0);
    return to[0] === from[0] || isNext ? undefined : { problem: 'reads the data of the last minor version of the major one before it', fix: STEP_BY_STEP };
  },
};

const ETCD: Format = {
  program: 'etcd',
  version: FIRST,
  problemOf: (from, to) => isBefore(to, from)
    ? { problem: 'does not join a cluster of a later version, unless a downgrade was enabled in it', fix: GO_BACK }
    : undefined,
};

const FORMATS: ReadonlyMap<string, Format> = new Map(Object.entries<Format>({
  'elasticsearch': ELASTICSEARCH,
  'mongo': MONGO,
  'mysql': MYSQL,
  'postgres': POSTGRES,
  'redis': REDIS,
  'bitnami/etcd': ETCD,
  'bitnami/mongodb': MONGO,
  'bitnami/mysql': MYSQL,
  'bitnami/postgresql': POSTGRES,
  'bitnami/redis': REDIS,
  'bitnamilegacy/etcd': ETCD,
  'bitnamilegacy/mongodb': MONGO,
  'bitnamilegacy/mysql': MYSQL,
  'bitnamilegacy/postgresql': POSTGRES,
  'bitnamilegacy/redis': REDIS,
  'docker.elastic.co/elasticsearch/elasticsearch': ELASTICSEARCH,
  'gcr.io/etcd-development/etcd': ETCD,
  'pgvector/pgvector': { ...POSTGRES, version: /pg(\d+)(?:\.(\d+))?/ },
  'postgis/postgis': { ...POSTGRES, version: /^(\d+)(?:\.(\d+))?-/ },
  'quay.io/coreos/etcd': ETCD,
  'registry.k8s.io/etcd': ETCD,
  'timescale/timescaledb': { ...POSTGRES, version: /pg(\d+)(?:\.(\d+))?/ },
}));

/**
 * Why the program of an image does not start with the data of another version of it; undefined where it does, where it may, and
 * where the images do not tell.
 *
 * @see https://www.postgresql.org/docs/current/upgrading.html
 * @see https://dev.mysql.com/doc/refman/8.4/en/upgrade-paths.html
 * @see https://www.mongodb.com/docs/manual/release-notes/8.0-upgrade-replica-set/
 * @see https://github.com/redis/redis/blob/7.4.0/src/rdb.h
 * @see https://github.com/elastic/elasticsearch/pull/41731
 * @see https://etcd.io/docs/v3.5/downgrades/
 */
export function dataFormatProblem(before: string, after: string): Problem | undefined {
  const [from, to] = [before, after].map(versionOf);
  if (from === undefined || to === undefined || from.format.program !== to.format.program) {
    return undefined;
  }
  const problems = from.series.flatMap(one => to.series.map(other => to.format.problemOf(one, other)));
  const [first] = problems;
  return first === undefined || problems.includes(undefined)
    ? undefined
    : { problem: `is ${to.format.program} ${to.text}, which ${first.problem}: it is of ${from.text}`, fix: first.fix };
}

/** What an image is a version of, with all series that it may be of. */
function versionOf(reference: string): { readonly format: Format; readonly series: readonly Series[]; readonly text: string } | undefined {
  const format = FORMATS.get(repositoryOf(reference));
  const [, major, minor] = format?.version.exec(parseImage(reference).tag ?? '') ?? [];
  if (format === undefined || major === undefined) {
    return undefined;
  }
  return minor === undefined
    ? { format, series: [[Number(major), 0], [Number(major), HIGHEST]], text: major }
    : { format, series: [[Number(major), Number(minor)]], text: `${major}.${minor}` };
}

/** A program that is updated from each series to the next, and never back. */
function stepByStep(program: string, steps: readonly Series[], ofLater: string, ofEarlier: string): Format {
  return {
    program,
    version: FIRST,
    problemOf: (from, to) => isBefore(to, from)
      ? { problem: ofLater, fix: GO_BACK }
      : skips(steps, from, to) ? { problem: ofEarlier, fix: STEP_BY_STEP } : undefined,
  };
}

function isBefore([major, minor]: Series, [other, otherMinor]: Series): boolean {
  return major < other || (major === other && minor < otherMinor);
}

/** Whether a step is left out; before the first of them nothing is known. */
function skips(steps: readonly Series[], from: Series, to: Series): boolean {
  const [first, last] = [from, to].map(series => steps.filter(step => !isBefore(series, step)).length) as [number, number];
  return first > 0 && last > first + 1;
}
