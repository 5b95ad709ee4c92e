/**
 * Names in a sentence that tells what there is.
 */
export function listOf(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}
