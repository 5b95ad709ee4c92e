/**
 * A kind of type: its size, and whether all its characters are equally wide.
 */
export interface Type {
  readonly size: number;
  readonly isMonospaced: boolean;
}

/** The widest of the common fonts, as a part of the size. What is drawn is looked at with others than it was measured for. */
const MONOSPACED = 0.62;
const WIDE = 1.05;

/** From the narrow to the wide characters of a proportional font. */
const PROPORTIONAL: readonly (readonly [RegExp, number])[] = [
  [/[iljtfI.,:;|!'()[\] -]/, 0.42],
  [/[mwMW@%→…]/, 1.02],
  [/[A-Z]/, 0.76],
  [/[\u0020-\u024f·−×↻▲△○]/, 0.65],
];

/**
 * The most that a text is wide, in whatever common font.
 */
export function widthOf(text: string, { size, isMonospaced }: Type): number {
  let width = 0;
  for (const character of text) {
    width += isMonospaced && character <= '\u024f'
      ? MONOSPACED
      : PROPORTIONAL.find(([characters]) => characters.test(character))?.[1] ?? WIDE;
  }
  return width * size;
}

/**
 * The text where it has the room; otherwise its beginning and its end.
 */
export function shortened(text: string, type: Type, room: number): string {
  if (widthOf(text, type) <= room) {
    return text;
  }
  const characters = [...text];
  let kept = characters.length - 1;
  const cut = () => `${characters.slice(0, Math.ceil(kept / 2)).join('')}…${characters.slice(characters.length - Math.floor(kept / 2)).join('')}`;
  while (kept > 1 && widthOf(cut(), type) > room) {
    kept -= 1;
  }
  return cut();
}

/**
 * A name in lines, which break where its parts do; the last one is shortened where they are more than `most`.
 */
export function nameLines(name: string, type: Type, room: number, most = 2): string[] {
  const lines = [''];
  for (const part of name.match(/[^.\-/: ]*[.\-/: ]*/g) ?? []) {
    const line = lines.at(-1)!;
    if (line !== '' && widthOf(line + part, type) > room) {
      lines.push(part);
    } else {
      lines[lines.length - 1] = line + part;
    }
  }
  const kept = lines.length <= most ? lines : [...lines.slice(0, most - 1), lines.slice(most - 1).join('')];
  return kept.map(line => shortened(line.trim(), type, room));
}

/**
 * The texts in lines of that width, with a separator between those of one line.
 */
export function flowed<T>(items: readonly T[], textOf: (item: T) => string, type: Type, room: number): T[][] {
  const lines: T[][] = [];
  let width = 0;
  const separator = widthOf(SEPARATOR, type);
  for (const item of items) {
    const wide = widthOf(textOf(item), type);
    const line = lines.at(-1);
    if (line === undefined || width + separator + wide > room) {
      lines.push([item]);
      width = wide;
    } else {
      line.push(item);
      width += separator + wide;
    }
  }
  return lines;
}

/** Between texts of one line. */
export const SEPARATOR = ' · ';
