/**
 * Whether a text is one of those that a pattern stands for: `*` is anything within a part of a path, `**` any parts, `?` one character.
 */
export function matches(pattern: string, text: string): boolean {
  return regexOf(pattern).test(text);
}

/**
 * Whether a path, with slashes, is one of those that a pattern stands for, or is below one: `dist` stands for all that is in it.
 */
export function matchesPath(pattern: string, path: string): boolean {
  const [, plain = ''] = /^(?:\.\/)?(.*?)\/*$/s.exec(pattern) ?? [];
  return plain === '.' || regexOf(plain).test(path) || regexOf(`${plain}/**`).test(path);
}

function regexOf(pattern: string): RegExp {
  const source = pattern.replace(/\*\*\/|\*\*|[*?]|[.+^${}()|[\]\\]/g, found => WILDCARDS[found] ?? `\\${found}`);
  return new RegExp(`^${source}$`, 's');
}

const WILDCARDS: Readonly<Record<string, string>> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' };
