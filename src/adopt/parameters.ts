import { amountOf, Common, commonOf, Difference } from './alike';
import { Code, Entry, isSameCode, name, partsOf, replaced, Statement, text } from './code';
import { camel, pascal } from './scope';

/**
 * What a class of alike applications is given.
 */
export interface Parameter {
  readonly name: string;
  readonly type: 'string' | 'number' | 'boolean' | 'Size' | 'Duration' | 'kplus.Cpu';

  /** What each of them gives. */
  readonly codes: readonly Code[];
}

/**
 * Programs as one with parameters.
 */
export interface Parameterized {
  readonly statements: readonly Statement[];
  readonly parameters: readonly Parameter[];
}

/** More than that is no class that anybody would write. */
const MOST = 6;

/** What a class has names for already, in one language or another. */
const TAKEN = new Set(['id', 'scope', 'self', 'super', 'props', 'kplus', 'text', 'name', 'namespace', '']);

/** Keys that say little without the one above them. */
const GENERIC = new Set(['request', 'limit', 'value', 'start', 'whenDeleted', 'whenScaled', 'user', 'group', 'number', 'path', 'labels', 'key']);

/**
 * Programs as one with parameters, the first of whose statements say their namespace and name, where that is shorter and each parameter has a name that says what it is; undefined where not.
 */
export function parameterized(programs: readonly (readonly Statement[])[]): Parameterized | undefined {
  const common = commonOf(programs);
  const named = common && parametersOf(common);
  if (common === undefined || named === undefined || !isWorthIt(common, named.parameters, programs.length)) {
    return undefined;
  }
  const statements = common.statements.map(statement => ({ ...statement, code: filled(statement.code, named.codes) }));
  const isRight = programs.every((program, index) => isSameCode(withArguments(statements, named.parameters, index), withTextsIn(program)));
  return isRight ? { statements, parameters: named.parameters } : undefined;
}

function filled(code: Code, codes: readonly Code[]): Code {
  return replaced(code, ([first, index]) => first === 'props' ? codes[Number(index)] : undefined);
}

interface Named {
  readonly parameters: readonly Parameter[];

  /** What stands for each difference: a parameter, or a text with one in it. */
  readonly codes: readonly Code[];
}

function parametersOf({ differences }: Common): Named | undefined {
  const parameters: Parameter[] = [];
  const codes = differences.map(difference => {
    const known = parameters.find(each => isSameCode(each.codes, difference.codes));
    if (known !== undefined) {
      return name(`props.${known.name}`);
    }
    const derived = isOfIdentity(difference) ? undefined : parameters.filter(({ name: of }) => of === 'name' || of === 'namespace')
      .map(base => derivedFrom(base, difference.codes)).find(each => each !== undefined);
    if (derived !== undefined) {
      return derived;
    }
    const type = typeOf(difference.codes[0]!);
    const found = isOfIdentity(difference) ? difference.keys[0] : namesOf(difference).find(each => !parameters.some(other => other.name === each));
    if (difference.isDerived === true || type === undefined || found === undefined) {
      return undefined;
    }
    parameters.push({ name: found, type, codes: difference.codes });
    return name(`props.${found}`);
  });
  return codes.every(code => code !== undefined) ? { parameters, codes } : undefined;
}

/** Whether it is in the first statement, which says what the others are made of. */
function isOfIdentity({ keys, constant }: Difference): boolean {
  return constant === undefined && keys.length === 1 && ['namespace', 'name'].includes(keys[0] ?? '');
}

function typeOf(code: Code): Parameter['type'] | undefined {
  const amount = amountOf(code);
  return amount !== undefined ? amount as Parameter['type'] : code.kind === 'value' ? typeof code.value as Parameter['type'] : undefined;
}

/** Input: `orders`, `users`, and `orders-config`, `users-config`. Output: `${props.name}-config`. */
function derivedFrom(base: Parameter, codes: readonly Code[]): Code | undefined {
  const pieces = codes.map((code, index) => piecesOf(code, base.codes[index]!));
  const [first] = pieces;
  if (first === undefined || first.length < 2 || pieces.some(each => each?.join('\n') !== first.join('\n'))) {
    return undefined;
  }
  const parts = first.flatMap((piece, index): (string | Code)[] => index === 0 ? [piece] : [name(`props.${base.name}`), piece]);
  return { kind: 'template', parts: parts.filter(part => part !== '') };
}

function piecesOf(code: Code, own: Code): string[] | undefined {
  return code.kind === 'value' && typeof code.value === 'string' && own.kind === 'value' ? code.value.split(String(own.value)) : undefined;
}

/** What a parameter may be called, from the best on; none where nothing says what it is. */
function namesOf({ keys, item, constant }: Difference): string[] {
  const [above, last] = [keys.at(-2), keys.at(-1)].map(key => key === undefined ? undefined : word(key));
  if (last === undefined) {
    // a reference to something of another name
    return constant === undefined ? [] : [`${constant}Name`];
  }
  const plain = GENERIC.has(last) ? above === undefined ? undefined : above + pascal(last) : last;
  return plain === undefined ? [] : [plain, ...item === undefined ? [] : [camel(item) + pascal(plain)]].filter(each => !TAKEN.has(each));
}

/** Input: `LOG_LEVEL`, `app.kubernetes.io/instance`, `replicas`. Output: `logLevel`, `instance`, `replicas`. */
function word(key: string): string {
  const plain = key.slice(key.lastIndexOf('/') + 1);
  return camel(/[a-z]/.test(plain) ? plain : plain.toLowerCase());
}

/** Whether what is saved is more than what is written besides, twice over. */
function isWorthIt({ statements }: Common, parameters: readonly Parameter[], count: number): boolean {
  const words = statements.map(({ code }) => wordsIn(code)).reduce((sum, each) => sum + each, 0);
  return parameters.length <= MOST && words * (count - 1) >= 2 * parameters.length * count;
}

/** How many values and names somebody who reads it must take in. */
function wordsIn(code: Code): number {
  return Math.max(1, partsOf(code).map(wordsIn).reduce((sum, each) => sum + each, 0));
}

/** The statements of one of the programs again. */
function withArguments(statements: readonly Statement[], parameters: readonly Parameter[], index: number): Statement[] {
  return withTextsIn(statements.map(statement => ({
    ...statement,
    code: replaced(statement.code, ([first, of]) =>
      first === 'props' ? parameters.find(parameter => parameter.name === of)?.codes[index] : undefined),
  })));
}

function withTextsIn(statements: readonly Statement[]): Statement[] {
  return statements.map(statement => ({ ...statement, code: withTexts(statement.code) }));
}

/** With each text as it is when its values are known; what is in a file is known by its path. */
function withTexts(code: Code): Code {
  switch (code.kind) {
    case 'template': return text(code.parts.map(part => typeof part === 'string' ? part : textOf(part)).join(''));
    case 'file': return { kind: 'file', path: code.of === undefined ? code.path : textOf(withTexts(code.of)), text: '' };
    case 'list': return { ...code, items: code.items.map(withTexts) };
    case 'struct': return { ...code, entries: code.entries.map((entry): Entry => ({ ...entry, code: withTexts(entry.code) })) };
    case 'new': return { ...code, args: code.args.map(withTexts) };
    case 'call': return { ...code, of: withTexts(code.of), args: code.args.map(withTexts) };
    default: return code;
  }
}

function textOf(code: Code): string {
  return code.kind === 'value' ? String(code.value) : '';
}
