import { FAILSAFE_SCHEMA, load } from 'js-yaml';
import { UsageError } from './usage-error';
import { Configuration, ConfigurationError, configurationOf } from '../manifest/configuration/configuration';
import { SEVERITIES, Severity } from '../manifest/lint/finding';
import { isJson, Json } from '../manifest/model/json';

/** How the configuration of the function is called in messages. */
const NAME = 'functionConfig';

/** What a functionConfig says. */
export interface FunctionConfig {
  readonly severity: Severity;
  readonly complete: boolean;

  /** What a configuration of a repository can say, too. */
  readonly configuration: Configuration;
}

/**
 * What a functionConfig says, in which YAML is read as texts alone: in its spec, or in the data of a ConfigMap.
 *
 * @param directory the one that its patterns of files start at
 * @throws UsageError with the key of what is wrong in it
 */
export function functionConfigOf(value: unknown, directory: string): FunctionConfig {
  const { severity = 'warning', complete = 'false', ...configured } = settingsIn(value);
  const isComplete = complete === 'true';
  const least = SEVERITIES.find(each => each === severity);
  if (least === undefined) {
    throw new UsageError(`${NAME}: severity ${JSON.stringify(severity)} is not one of ${SEVERITIES.join(', ')}`);
  }
  if (!isComplete && complete !== 'false') {
    throw new UsageError(`${NAME}: complete ${JSON.stringify(complete)} is neither true nor false`);
  }
  try {
    return { severity: least, complete: isComplete, configuration: configurationOf(configured, NAME, directory) };
  } catch (error) {
    if (error instanceof ConfigurationError) {
      throw new UsageError(error.message.replace(/(?<=is not known; there are )/, 'severity, complete, '));
    }
    throw error;
  }
}

function settingsIn(value: unknown): Json {
  const { kind, spec, data } = isJson(value) ? value : {};
  const [key, settings] = kind === 'ConfigMap' ? ['data', data ?? {}] : ['spec', spec ?? {}];
  if (!isJson(settings)) {
    throw new UsageError(`${NAME}.${key} is ${JSON.stringify(settings)}, which is no object; write keys with values`);
  }
  return key === 'spec' ? settings : Object.fromEntries(Object.entries(settings).map(([name, text]) => [name, yamlIn(text, name)]));
}

/** What a text of a ConfigMap holds. */
function yamlIn(text: unknown, key: string): unknown {
  try {
    return typeof text === 'string' ? load(text, { schema: FAILSAFE_SCHEMA }) : text;
  } catch {
    throw new UsageError(`${NAME}.data.${key} is no YAML`);
  }
}
