import { parseImage, repositoryOf } from './images';

/**
 * Where the program of a public image keeps its data, unless it is told otherwise.
 */
export interface ImageData {
  readonly directory: string;

  /**
   * The directories that the image declares as volumes. Container runtimes such as containerd give each container an empty one of its
   * own there, also below a mount.
   */
  readonly volumes: readonly string[];

  /** Variables that move the data. */
  readonly variables: readonly string[];

  /** Arguments that move it, or that name a file which may. */
  readonly movedBy: RegExp;

  /** The program that the image runs, as its arguments may begin with it. */
  readonly program: string;

  /** A mount at which the image does not start. */
  readonly refusesMountAt?: string;
}

/** A file of settings, or the option that names one. */
const ANY_FILE = /\.(?:conf|cnf|ya?ml|ini|toml)\b|^--?(?:c|f|config|config-file|defaults-(?:extra-)?file)\b/;

const MYSQL = { directory: '/var/lib/mysql', movedBy: /^--datadir\b|^-h/, program: 'mysqld' };

type Known = Partial<ImageData> & Pick<ImageData, 'directory'>;

/** By the tag; undefined where the tag does not tell the version that it takes. */
type Versions = (tag: string) => Known | undefined;

/**
 * By the repository.
 *
 * @see https://github.com/docker-library/official-images
 */
const IMAGES: ReadonlyMap<string, Versions> = new Map(Object.entries<Versions>({
  'cassandra': () => ({ directory: '/var/lib/cassandra', movedBy: /^-D/, program: 'cassandra' }),
  'mariadb': () => ({ ...MYSQL, program: 'mariadbd' }),
  'mongo': () => ({ directory: '/data/db', volumes: ['/data/db', '/data/configdb'], movedBy: /^--(?:dbpath|configsvr)\b/, program: 'mongod' }),
  'mysql': () => MYSQL,
  'postgres': tag => postgresOf(/^(\d+)(?:[.-]|$)/.exec(tag)?.[1]),
  'rabbitmq': () => ({ directory: '/var/lib/rabbitmq', variables: ['RABBITMQ_MNESIA_BASE', 'RABBITMQ_MNESIA_DIR'], program: 'rabbitmq-server' }),
  'redis': () => ({ directory: '/data', movedBy: /^--dir\b/, program: 'redis-server' }),
  'valkey': () => ({ directory: '/data', movedBy: /^--dir\b/, program: 'valkey-server' }),
  // made from an official one, or known as well
  'bitnami/postgresql': bitnamiPostgres,
  'bitnamilegacy/postgresql': bitnamiPostgres,
  'clickhouse/clickhouse-server': () => ({ directory: '/var/lib/clickhouse', program: 'clickhouse-server' }),
  'pgvector/pgvector': tag => postgresOf(/pg(\d+)/.exec(tag)?.[1]),
  'postgis/postgis': tag => postgresOf(/^(\d+)-/.exec(tag)?.[1]),
  'timescale/timescaledb': tag => postgresOf(/pg(\d+)/.exec(tag)?.[1]),
  'valkey/valkey': () => ({ directory: '/data', movedBy: /^--dir\b/, program: 'valkey-server' }),
}));

/**
 * Where a public image keeps its data; undefined for an image that is not known, or whose version does not show.
 */
export function imageDataOf(reference: string): ImageData | undefined {
  const { tag = '' } = parseImage(reference);
  const data = IMAGES.get(repositoryOf(reference))?.(tag);
  return data && {
    volumes: [data.directory],
    variables: [],
    program: '',
    ...data,
    movedBy: new RegExp([ANY_FILE, ...data.movedBy ? [data.movedBy] : []].map(({ source }) => source).join('|')),
  };
}

/**
 * Up to 17 the data is in the volume; from 18 on the volume is the directory above, with a directory for each version in it.
 *
 * @see https://github.com/docker-library/postgres/pull/1259
 */
function postgresOf(version: string | undefined): Known | undefined {
  const options = { variables: ['PGDATA'], movedBy: /data_directory|config_file|^-D|^-C/, program: 'postgres' };
  const [old, root] = ['/var/lib/postgresql/data', '/var/lib/postgresql'];
  if (version === undefined) {
    return undefined;
  }
  return Number(version) < 18
    ? { ...options, directory: old }
    : { ...options, directory: `${root}/${version}/docker`, volumes: [root], refusesMountAt: old };
}

function bitnamiPostgres(): Known {
  return {
    directory: '/bitnami/postgresql/data',
    volumes: ['/bitnami/postgresql'],
    variables: ['PGDATA', 'POSTGRESQL_DATA_DIR', 'POSTGRESQL_VOLUME_DIR'],
    program: 'postgres',
  };
}
