import { Canvas, TextClass, TYPES, wide } from './canvas';
import { flowed, nameLines, SEPARATOR } from './text';
import { CHANGES, factInWords, findingsInWords } from './words';
import { Fact, Thing } from '../manifest/picture/thing';

/** The room between the edge of a box and what is in it. */
export const INSET = 10;

/** The height of a line of text. */
const LINE = 17;

interface Line {
  readonly text: string;
  readonly kind: TextClass;
  readonly full?: string;
  readonly right?: string;
  readonly classes?: string;
}

/**
 * A thing as a box: what it is, its name, its facts.
 */
export interface ThingBox {
  readonly height: number;

  /** How much of it is above what the boxes of a row have at the same height; by default, nothing. */
  readonly head?: number;
  readonly draw: (canvas: Canvas, x: number, y: number, height?: number) => void;
}

/**
 * What a box is beside a thing.
 */
export interface BoxOptions {
  /** How it looks: a box, a pod or a store. */
  readonly shape?: 'box' | 'pod' | 'store';

  /** How many things it is; more than one look like a stack. */
  readonly count?: number;

  /** What is said of it besides, each on a line of its own. */
  readonly notes?: readonly string[];

  /** The facts that are not told. */
  readonly without?: readonly string[];

  /** The facts that are names, and break where their parts do. */
  readonly names?: readonly string[];
}

/**
 * A box of that width for a thing.
 */
export function thingBox(thing: Thing, width: number, options: BoxOptions = {}): ThingBox {
  const { shape = 'box', count = 1, notes = [], without = [], names = ['DNS'] } = options;
  const room = width - 2 * INSET;
  const told = thing.facts.filter(({ name }) => !without.includes(name));
  const isName = ({ name }: Fact) => names.includes(name);
  const struck = thing.change === 'removed' ? 'x' : undefined;
  const lines: Line[] = [
    { text: count > 1 ? `${count} × ${thing.kind}` : thing.kind, kind: 'k', right: thing.change && CHANGES[thing.change] },
    ...namesIn(thing.name, 'n', room, struck),
    ...told.filter(isName).flatMap(fact => namesIn(factInWords(fact), 'd', room)),
    ...flowed(told.filter(fact => !isName(fact)).map(factInWords), text => text, TYPES.f, room)
      .flatMap(some => some.length > 1 ? [{ text: some.join(SEPARATOR), kind: 'f' as const }] : namesIn(some[0]!, 'f', room, undefined, MOST_LINES)),
    ...notes.map((text): Line => ({ text, kind: 'f' })),
    ...thing.findings.length > 0 ? flowed(findingsInWords(thing).split(', '), text => text, TYPES.a, room).map((some): Line => ({ text: some.join(SEPARATOR), kind: 'a' })) : [],
  ];
  const lid = shape === 'store' ? 6 : 0;
  const height = lines.length * LINE + 2 * INSET - 4 + lid;
  const classes = ['b', ...shape === 'box' ? [] : [shape === 'pod' ? 'p' : 's'], ...thing.change === undefined ? [] : [thing.change]].join(' ');
  return {
    height,
    draw: (canvas, x, y, tall = height) => {
      for (let behind = Math.min(count - 1, 2); behind > 0; behind -= 1) {
        if (shape !== 'store') {
          canvas.box(x + behind * 3, y - behind * 3, width, tall, classes);
        }
      }
      if (shape === 'store') {
        canvas.store(x, y, width, tall, classes);
      } else {
        canvas.box(x, y, width, tall, classes);
      }
      lines.forEach(({ text, kind, full, right, classes: more }, index) => {
        const base = y + lid + INSET + 8 + index * LINE;
        const reserved = right === undefined ? 0 : wide(right, 'a') + 8;
        canvas.text(x + INSET, base, text, kind, room - reserved, { full, classes: more });
        if (right !== undefined) {
          canvas.text(x + width - INSET, base, right, 'a', room, { end: true });
        }
      });
    },
  };
}

/** The lines that a long fact has. */
const MOST_LINES = 3;

/** A name in lines. Where they are not all of it, each of them tells it. */
function namesIn(name: string, kind: TextClass, room: number, classes?: string, most?: number): Line[] {
  const lines = nameLines(name, TYPES[kind], room, most);
  const isWhole = lines.join('').replaceAll(' ', '') === name.replaceAll(' ', '');
  return lines.map(text => ({ text, kind, classes, ...!isWhole && { full: name } }));
}
