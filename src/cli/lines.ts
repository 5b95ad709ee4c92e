/**
 * The lines of a text, which are counted once.
 */
export class Lines {
  private readonly starts: readonly number[];

  constructor(text: string) {
    this.starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  }

  /** The line that a character is in, from 1. */
  public of(offset: number): number {
    let [first, last] = [0, this.starts.length - 1];
    while (first < last) {
      const middle = Math.ceil((first + last) / 2);
      if (this.starts[middle]! <= offset) {
        first = middle;
      } else {
        last = middle - 1;
      }
    }
    return first + 1;
  }
}
