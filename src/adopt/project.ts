import { stringify } from 'yaml';
import { Adoption } from './adopt';
import { Files, Language, OTHERS, ProjectOptions } from './language';
import { readme } from './readme';
import { filesIn } from './statements';

/** As cdk8s reads it: in YAML 1.1, `1_000` is a number, and a key or a text must have quotes. */
const YAML = { lineWidth: 0, aliasDuplicateObjects: false, version: '1.1' } as const;

/**
 * The files of a project that makes what was adopted.
 */
export function project(language: Language, adoption: Adoption, options: ProjectOptions): Files {
  const { charts, others } = adoption;
  return new Map([
    ...language.files(adoption, options),
    ...charts.flatMap(chart => chart.statements.flatMap(({ code }) => filesIn(code))),
    ...others.length > 0 ? [[OTHERS, others.map(({ manifest }) => stringify(manifest, YAML)).join('---\n')]] as const : [],
    ['README.md', readme(options.name, adoption, language)],
  ]);
}

/** The name of a project in a folder of that name. */
export function projectName(folder: string): string {
  return folder.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'adopted';
}
