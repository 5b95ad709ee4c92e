import { amountOf } from './alike';
import { ChartCode, chartOf, fileNameOf, RESERVED } from './application-code';
import { Application } from './applications';
import { Code, partsOf, Statement, struct, text, unlessEmpty } from './code';
import { Parameter, parameterized, Parameterized } from './parameters';
import { Patch } from './patches';
import { pascal, wordsOf } from './scope';
import { Comments, placed } from './statements';
import { Field } from '../manifest/model/field';
import { groupedBy } from '../manifest/model/grouped-by';

/**
 * A class of the program: that of one application, or of several that are alike.
 */
export interface ChartClass {
  readonly className: string;

  /** The name of its file, without an ending. */
  readonly fileName: string;
  readonly namespace?: Code;
  readonly statements: readonly Statement[];

  /** What its charts are given, besides an id. */
  readonly parameters: readonly Parameter[];

  /** The ids of its charts, in the order of what they give. */
  readonly charts: readonly string[];
}

/**
 * An application whose chart is known to be right.
 */
export interface Known {
  readonly application: Application;
  readonly chart: ChartCode;
  readonly patches: ReadonlyMap<string, readonly Patch[]>;
}

/**
 * Applications that are one class with parameters.
 */
export interface Family {
  readonly members: readonly Known[];

  /** Their charts with names that they have in common. */
  readonly charts: readonly ChartCode[];
  readonly class: ChartClass;
}

/** What a chart gives to its class; undefined where it needs nothing. */
export function argumentsOf({ charts, parameters }: ChartClass, id: string): Code | undefined {
  return unlessEmpty(parameters.map(({ name, codes }) => ({ key: name, code: codes[charts.indexOf(id)]! })));
}

/** The class of an application that is like no other one. */
export function ownClass({ className, fileName, namespace, statements }: ChartCode): ChartClass {
  return { className, fileName, statements, parameters: [], charts: [fileName], ...namespace === undefined ? {} : { namespace: text(namespace) } };
}

/**
 * The applications that are alike. Those stay apart whose differences have no names that say what they are, or whose comments
 * are not the same.
 */
export function familiesIn(known: readonly Known[], comments: Comments): Family[] {
  const byShape = groupedBy(known, ({ chart }) => shapeOf(chart.statements));
  const taken = new Set([...RESERVED, ...known.map(({ chart }) => chart.className)]);
  return [...byShape.values()].flatMap(members => {
    const found = largest(members, comments);
    const name = found && classNameOf(found.members, taken);
    if (found === undefined || name === undefined) {
      return [];
    }
    taken.add(name);
    const { statements: [first, ...statements], parameters } = found.common;
    const namespace = first?.code.kind === 'struct' ? first.code.entries.find(({ key }) => key === 'namespace')?.code : undefined;
    const charts = found.charts.map(({ fileName }) => fileName);
    return [{ ...found, class: { className: name, fileName: fileNameOf(name), namespace, statements, parameters, charts } }];
  });
}

interface Found {
  readonly members: readonly Known[];
  readonly charts: readonly ChartCode[];
  readonly common: Parameterized;
}

/** All of them, or else those that are like the first one that is like another one. */
function largest(members: readonly Known[], comments: Comments): Found | undefined {
  const all = members.length > 1 ? alike(members, comments) : undefined;
  if (all !== undefined || members.length < 3) {
    return all;
  }
  const [first, ...others] = members as [Known, ...Known[]];
  const like = others.filter(other => alike([first, other], comments) !== undefined);
  return like.length > 0 ? alike([first, ...like], comments) : largest(others, comments);
}

function alike(members: readonly Known[], comments: Comments): Found | undefined {
  const names = members.map(({ application }) => new Set(wordsIn(application)));
  const shared = sharedBy(names);
  const charts = members.map(({ application, chart: { className }, patches }, index) =>
    chartOf(application, className, patches, new Set([...names[index]!].filter(word => !shared.includes(word)))));
  const written = charts.map(({ statements }) => commentsIn(statements, comments));
  if (written.some(each => each !== written[0])) {
    return undefined;
  }
  const common = parameterized(charts.map(({ namespace, statements }, index) => [identityOf(namespace, members[index]!.application), ...statements]));
  return common && { members, charts, common };
}

/** What most other names are made of; no statement of the program. */
function identityOf(namespace: string | undefined, { statefulSet: { name } }: Application): Statement {
  return { code: struct([...namespace === undefined ? [] : [{ key: 'namespace', code: text(namespace) }], { key: 'name', code: text(name) }]) };
}

/** The comments of a chart in their order. */
function commentsIn(statements: readonly Statement[], comments: Comments): string {
  const found = placed(comments, statements);
  const lines = (at: string | undefined) => found.get(at ?? '') ?? [];
  const within = (code: Code): (readonly string[])[] => code.kind === 'struct'
    ? code.entries.flatMap(entry => [lines(entry.at), ...within(entry.code)])
    : partsOf(code).flatMap(within);
  return JSON.stringify(statements.flatMap(({ at, code }) => [lines(at), ...within(code)]));
}

/** What a chart is made of, whatever its values are. */
function shapeOf(statements: readonly Statement[]): string {
  const constants = new Set(statements.map(({ constant }) => constant));
  const shape = (code: Code): unknown => {
    switch (code.kind) {
      case 'name': return code.path.filter((word, index) => index > 0 || !constants.has(word));
      case 'struct': return code.entries.map(entry => [entry.key, shape(entry.code)]);
      case 'new': return [code.type, code.args.map(shape)];
      case 'call': return amountOf(code) ?? [code.method, shape(code.of), code.args.map(shape)];
      default: return [code.kind, partsOf(code).map(shape)];
    }
  };
  return JSON.stringify(statements.map(({ code }) => shape(code)));
}

/** The name that they have in common, or what runs in them. */
function classNameOf(members: readonly Known[], taken: ReadonlySet<string>): string | undefined {
  const own = members.map(({ application }) => wordsIn(application));
  const names = own[0]!.filter(word => own.every(words => words.includes(word)));
  const [container, image] = [['name'], ['image']].map(keys => members.map(({ application }) => containerOf(application).at(...keys).string ?? ''));
  const common = [container!, image!.map(each => each.replace(/^.*\//, '').replace(/[:@].*$/, ''))]
    .map(([first = '', ...others]) => others.every(other => other === first) ? first : '');
  const mine = members.map(({ chart }) => chart.className);
  const candidates = [...[names.join('-'), ...common].map(pascal), ...common.map(each => pascal(each && `${each}-app`))];
  return candidates.find(each => /^[A-Z][a-z]/.test(each) && (mine.includes(each) || !taken.has(each)));
}

function containerOf({ statefulSet }: Application): Field {
  return statefulSet.spec.at('template', 'spec', 'containers').at(0);
}

function wordsIn({ statefulSet }: Application): string[] {
  return wordsOf(statefulSet.name).map(word => word.toLowerCase());
}

function sharedBy(names: readonly ReadonlySet<string>[]): string[] {
  return [...names[0] ?? []].filter(word => names.every(each => each.has(word)));
}
