import { Rule } from '../lint/rule';
import { Field } from '../model/field';
import { Container } from '../model/pod-template';

/**
 * Rules on the programs that containers, probes and hooks run.
 */
export const PROGRAMS: readonly Rule[] = [
  {
    id: 'R123',
    name: 'program-with-arguments',
    severity: 'error',
    demand: 'The first item of a command is a program, and each of its arguments is an item of its own: no shell takes them apart.',
    consequence: 'there is no program of that name, so that the container does not start, and a probe or hook always fails',
    fix: 'make each word an item of the list; or run a shell: [sh, -c, "…"]',
    link: 'https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/',
    check: {
      pod: ({ allContainers }) => allContainers.flatMap(programsOf).filter(({ string }) => string !== undefined && IS_LINE.test(string))
        .map(at => ({ at, problem: 'is a program with its arguments, and is taken for the name of a program' })),
    },
  },
];

/** A name, and something after a space. */
const IS_LINE = /^[\w./-]+\s+\S/;

function programsOf({ field, probes }: Container): Field[] {
  const hooks = ['postStart', 'preStop'].map(hook => field.at('lifecycle', hook));
  return [field.at('command', 0), ...[...probes, ...hooks].map(handler => handler.at('exec', 'command', 0))];
}
