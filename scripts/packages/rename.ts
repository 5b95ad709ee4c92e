import { OtherPlus } from './matrix';

/** What is called otherwise in the package for another cdk8s-plus, in the order in which it is looked for. */
function renames(minor: number): [RegExp, string][] {
  return [
    // cdk8s-plus, in each language
    [/\bcdk8s-plus-28\b/g, `cdk8s-plus-${minor}`],
    [/\bcdk8s_plus_28\b/g, `cdk8s_plus_${minor}`],
    [/\bcdk8s\.plus28\b/g, `cdk8s.plus${minor}`],
    [/\bcdk8splus28\b/g, `cdk8splus${minor}`],
    // the library, where it is imported and installed; not in links, annotations and the group of Maven
    [/'cdk8s-stateful-app'/g, `'cdk8s-stateful-app-${minor}'`],
    [/"cdk8s-stateful-app"(?=: \[)/g, `"cdk8s-stateful-app-${minor}"`],
    [/(npm install |<artifactId>)cdk8s-stateful-app(?=[<\s])/g, `$1cdk8s-stateful-app-${minor}`],
    [/\$\{cdk8s-stateful-app(?=\.version\})/g, `\${cdk8s-stateful-app-${minor}`],
    [/\bcdk8s_stateful_app\b/g, `cdk8s_stateful_app_${minor}`],
    [/\bgithub\.cdk8sstatefulapp\b/g, `github.cdk8sstatefulapp${minor}`],
    // programs in Go call the package by the name that it has in the examples
    [/(?<=^\s)(?="github\.com\/cdk8s-stateful-app\/cdk8s-stateful-app-go\/statefulapp"$)/gm, 'statefulapp '],
    [/(cdk8s-stateful-app-go\/)statefulapp\b/g, `$1statefulapp${minor}`],
  ];
}

/** The text of a file in the tree of the package for another cdk8s-plus. */
export function renamed(text: string, { minor }: OtherPlus): string {
  return renames(minor).reduce((result, [pattern, name]) => result.replace(pattern, name), text);
}
