import { shortened, Type, widthOf } from './text';
import { xmlText } from './xml';

/** The kinds of type of a drawing, by the class of the text. */
export const TYPES = {
  /** A name. */
  n: { size: 13, isMonospaced: true },
  /** A long name beside others. */
  d: { size: 11.5, isMonospaced: true },
  /** What kind of thing it is. */
  k: { size: 11, isMonospaced: false },
  /** A fact. */
  f: { size: 12, isMonospaced: false },
  /** What asks for attention: a finding, a change. */
  a: { size: 11, isMonospaced: false },
  /** The name of an application. */
  h: { size: 16, isMonospaced: true },
} as const satisfies Readonly<Record<string, Type>>;

export type TextClass = keyof typeof TYPES;

/**
 * What a text is besides.
 */
export interface TextOptions {
  /** Whether it ends at its place, where it begins otherwise. */
  readonly end?: boolean;

  /** What it says in full, where it is only a part of that. */
  readonly full?: string;

  /** What it looks like besides. */
  readonly classes?: string;
}

/**
 * What is drawn, as SVG.
 */
export class Canvas {
  private readonly parts: string[] = [];

  constructor(readonly width: number) {}

  public box(x: number, y: number, width: number, height: number, classes: string, radius = 6): void {
    this.parts.push(`<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" rx="${radius}" class="${classes}"/>`);
  }

  /** A store: what keeps data. */
  public store(x: number, y: number, width: number, height: number, classes: string): void {
    const rise = 5;
    const lid = `M${short(x)} ${short(y + rise)}c0-${rise * 1.4} ${short(width)}-${rise * 1.4} ${short(width)} 0`;
    const body = `v${short(height - 2 * rise)}c0 ${rise * 1.4}-${short(width)} ${rise * 1.4}-${short(width)} 0z`;
    this.parts.push(`<path d="${lid}${body}M${short(x)} ${short(y + rise)}c0 ${rise * 1.4} ${short(width)} ${rise * 1.4} ${short(width)} 0" class="${classes}"/>`);
  }

  public line(path: string, classes = 'l'): void {
    this.parts.push(`<path d="${path}" class="${classes}"/>`);
  }

  /** An arrow down from one height to another. */
  public arrow(x: number, from: number, to: number, classes = 'l'): void {
    this.line(`M${short(x)} ${short(from)}V${short(to)}`, classes);
    this.line(`M${short(x - 4)} ${short(to - 6)}L${short(x)} ${short(to)}L${short(x + 4)} ${short(to - 6)}`);
  }

  /**
   * A text on its line. It is shortened where it has not the room, and says all of it to who points at it.
   */
  public text(x: number, y: number, text: string, kind: TextClass, room: number, options: TextOptions = {}): void {
    const shown = shortened(text, TYPES[kind], room);
    const full = options.full ?? text;
    const title = shown === full ? '' : `<title>${escaped(full)}</title>`;
    const classes = [kind, ...options.end === true ? ['e'] : [], ...options.classes === undefined ? [] : [options.classes]].join(' ');
    this.parts.push(`<text x="${short(x)}" y="${short(y)}" class="${classes}">${escaped(shown)}${title}</text>`);
  }

  /** All that is on another canvas, above what is on this one. */
  public add({ parts }: Canvas): void {
    this.parts.push(...parts);
  }

  public toString(): string {
    return this.parts.join('');
  }
}

/**
 * The width of a text of that kind.
 */
export function wide(text: string, kind: TextClass): number {
  return widthOf(text, TYPES[kind]);
}

function short(number: number): string {
  return String(Math.round(number * 10) / 10);
}

/**
 * A text of a drawing as XML has it. What would turn the text around becomes a sign for it, too.
 */
export function escaped(text: string): string {
  return xmlText(text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '\ufffd'));
}
