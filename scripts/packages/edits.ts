/** What a newer cdk8s-plus wants otherwise in the source. */
export interface Edit {
  readonly file: string;

  /** What stands there once. */
  readonly from: RegExp;
  readonly to: string;
  readonly why: string;
}

export const EDITS: readonly Edit[] = [
  {
    file: 'src/stateful-app-props.ts',
    from: /\n {2}\/\*\*(?:(?!\*\/)[^])*\*\/\n {2}readonly enableServiceLinks\?: boolean;\n/,
    to: '',
    why: 'its WorkloadProps have the property, and jsii refuses a second declaration',
  },
  {
    file: 'src/require-props.ts',
    from: /\n {2}service: true,\n/,
    to: '$&  shareProcessNamespace: true,\n',
    why: 'its WorkloadProps have the property, and the list has all of them',
  },
];

/**
 * The text of a file with the edits.
 *
 * @throws where the source has changed, and an edit has nothing to replace
 */
export function edited(file: string, text: string): string {
  return EDITS.filter(edit => edit.file === file).reduce((result, { from, to, why }) => {
    if (!from.test(result)) {
      throw new Error(`${file} has no ${from.source}, which is edited for a newer cdk8s-plus (${why}); mend scripts/packages/edits.ts`);
    }
    return result.replace(from, to);
  }, text);
}
