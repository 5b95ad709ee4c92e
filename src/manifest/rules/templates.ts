import { helmTemplateIn, RENDER_FIRST } from '../kubernetes/templates';
import { Rule } from '../lint/rule';
import { Field } from '../model/field';
import { Container } from '../model/pod-template';

/**
 * Rules on templates that nobody has rendered.
 */
export const TEMPLATES: readonly Rule[] = [
  {
    id: 'R122',
    name: 'template-not-rendered',
    severity: 'error',
    demand: 'What a process is given has no template of Helm in it: `{{ .Values.level }}`.',
    consequence: 'nothing renders it once it is applied, and the process gets the braces',
    fix: RENDER_FIRST,
    link: 'https://helm.sh/docs/helm/helm_template/',
    check: {
      pod: ({ allContainers }) => allContainers.flatMap(textsOf).flatMap(at => {
        const template = helmTemplateIn(at.string);
        return template === undefined ? [] : [{ at, problem: `holds ${template}, which is a template` }];
      }),
    },
  },
];

/** Where anything may stand; elsewhere other rules find that no value begins with braces. */
function textsOf({ field, env }: Container): Field[] {
  return [...field.at('command').items, ...field.at('args').items, ...env.map(variable => variable.at('value'))];
}
