import { isServiceVariable, referencesIn } from '../kubernetes/expansion';
import { Context, Fault, NONE, Rule, source } from '../lint/rule';
import { lazily } from '../model/cached';
import { Field } from '../model/field';
import { importedNames } from '../model/imported-names';
import { Inventory } from '../model/inventory';
import { Container, PodTemplate } from '../model/pod-template';

/**
 * Rules on references to variables, `$(NAME)`, which the kubelet expands.
 */
export const VARIABLE_REFERENCES: readonly Rule[] = [
  {
    id: 'R96',
    name: 'variable-not-expanded',
    severity: 'error',
    demand: 'A reference `$(NAME)` names a variable that the kubelet knows there: in `env` one that stands before it, in `command` and `args` '
      + 'any of the container, in the command of a probe one with a `value`, in that of a hook none.',
    consequence: 'the kubelet leaves the text as it is, and the process gets $(NAME) for a value, or an empty one',
    fix: 'put the variable before the one that refers to it, correct its name, or write $$(NAME) where the text itself is meant',
    link: 'https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/',
    check: {
      pod: (pod, { inventory }) => pod.allContainers.flatMap(container => {
        const variables = new Variables(pod, container, inventory);
        return [
          ...environmentFaults(container, variables),
          ...commandFaults(container, variables),
          ...probeFaults(container),
          ...hookFaults(container),
        ];
      }),
    },
  },
  {
    id: 'R97',
    name: 'sub-path-variable-missing',
    severity: 'error',
    demand: 'The variables in a `subPathExpr` are those of the container, and none of them is empty.',
    consequence: 'the kubelet does not start the container (CreateContainerConfigError)',
    fix: 'define the variable in the container, or correct its name',
    link: source('pkg/kubelet/container/helpers.go', 230),
    check: { pod: subPathFaults },
  },
];

/** A name that can be that of a variable; `$(date +%s)` and `$(Build.Id)` belong to others. */
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A name as variables usually have them; shells have commands in lower case. */
const CONVENTIONAL = /^[A-Z_][A-Z0-9_]*$/;

/** Which variables a container has. */
class Variables {
  // read where something refers to a variable: most containers have no reference
  private readonly names = lazily(() => this.container.env.map(variable => variable.at('name').string ?? ''));
  private readonly inLowerCase = lazily(() => new Map(this.names().map(name => [name.toLowerCase(), name] as const).reverse()));
  private readonly firstIndexes = lazily(() => new Map(this.names().map((name, index) => [name, index] as const).reverse()));
  private readonly lastIndexes = lazily(() => new Map(this.names().map((name, index) => [name, index])));

  /** What `envFrom` gives, where all of it is among the manifests. */
  private readonly imported = lazily(() => importedNames(this.container, this.inventory, this.pod.owner));

  constructor(private readonly pod: PodTemplate, private readonly container: Container, private readonly inventory: Inventory) {}

  /** Whether the variable is there for those that stand at the index or later; also where it cannot be told. */
  public mayHave(name: string, index = Infinity): boolean {
    const imported = this.imported();
    return (this.firstIndexes().get(name) ?? Infinity) < index || imported === undefined || imported.has(name)
      || isServiceVariable(name, this.pod.spec.at('enableServiceLinks').boolean !== false);
  }

  public isDefinedFrom(name: string, index: number): boolean {
    return (this.lastIndexes().get(name) ?? -1) >= index && this.imported()?.has(name) !== true;
  }

  /** A variable of almost that name. */
  public almost(name: string): string | undefined {
    return this.inLowerCase().get(name.toLowerCase());
  }
}

/** A value is expanded by what stands before it, and no shell reads it. */
function environmentFaults({ env }: Container, variables: Variables): Fault[] {
  return env.flatMap((variable, index) => {
    const at = variable.at('value');
    return namesAt(at).flatMap(name => {
      if (variables.isDefinedFrom(name, index) && !variables.mayHave(name, index)) {
        const own = variable.at('name').string === name;
        return [{ at, problem: own ? `refers to itself, $(${name}), and no variable before it has that name` : `refers to $(${name}), which stands after it` }];
      }
      return variables.mayHave(name, index) ? NONE : [undefinedFault(at, name, variables)];
    });
  });
}

function commandFaults(container: Container, variables: Variables): Fault[] {
  const { field } = container;
  const words = [...field.at('command').items, ...field.at('args').items];
  return words.flatMap((at, index) => namesAt(at)
    .filter(name => !variables.mayHave(name) && (CONVENTIONAL.test(name) || (field.at('command').isSet && !isScript(words, index))))
    .map(name => undefinedFault(at, name, variables)));
}

function undefinedFault(at: Field, name: string, variables: Variables): Fault {
  const almost = variables.almost(name);
  return {
    at,
    problem: `refers to $(${name}), which is no variable of the container${almost === undefined ? '' : `, while it has ${almost}`}`,
    severity: CONVENTIONAL.test(name) || almost !== undefined ? 'error' : 'warning',
  };
}

/** Only what has a value of its own is expanded there, and a variable with another source is expanded to nothing. */
function probeFaults({ env, probes }: Container): Fault[] {
  return probes.flatMap(probe => probe.at('exec', 'command').items).flatMap(at => namesAt(at).filter(name => CONVENTIONAL.test(name)).flatMap(name => {
    const variable = env.find(candidate => candidate.at('name').string === name);
    if (variable?.at('value').string) {
      return NONE;
    }
    return [{
      at,
      problem: variable === undefined
        ? `refers to $(${name}), which is no variable in env, and stays as it is in a probe`
        : `refers to $(${name}), which has no value of its own, and becomes empty in a probe`,
      severity: variable === undefined ? 'error' : 'warning',
      fix: `run a shell, and write $${name} for it`,
    }];
  }));
}

function hookFaults({ field }: Container): Fault[] {
  return ['postStart', 'preStop'].flatMap(hook => field.at('lifecycle', hook, 'exec', 'command').items)
    .flatMap(at => namesAt(at).filter(name => CONVENTIONAL.test(name)).map(name => ({
      at,
      problem: `refers to $(${name}), and nothing is expanded in the command of a hook`,
      fix: `run a shell, and write $${name} for it`,
    })));
}

function subPathFaults(pod: PodTemplate, { inventory }: Context): readonly Fault[] {
  return pod.allContainers.flatMap(container => {
    const variables = new Variables(pod, container, inventory);
    return container.volumeMounts.map(mount => mount.at('subPathExpr')).flatMap(at => referencesIn(at.string ?? '').flatMap(name => {
      const variable = container.env.filter(candidate => candidate.at('name').string === name).pop();
      const isEmpty = variable !== undefined && !variable.at('value').string && !variable.at('valueFrom').isSet;
      return variables.mayHave(name) && !isEmpty ? NONE : [{ at, problem: `needs $(${name}), which is ${isEmpty ? 'empty' : 'no variable of the container'}` }];
    }));
  });
}

/** Each name once. */
function namesAt(at: Field): string[] {
  return at.string?.includes('$(') ? [...new Set(referencesIn(at.string))].filter(name => NAME.test(name)) : [];
}

/** Whether a shell reads the word as a script: the one after `-c`. */
function isScript(words: readonly Field[], index: number): boolean {
  return /^-[a-z]*c$/.test(words[index - 1]?.string ?? '');
}
