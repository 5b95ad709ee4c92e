import { OtherPlus } from './matrix';
import { renamed } from './rename';

interface PackageJson {
  name: string;
  description: string;
  devDependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
  bin?: Record<string, string>;
  jest: { moduleNameMapper: Record<string, string> };
  jsii: { targets: { java: { maven: { artifactId: string } }; python: { distName: string }; go: { packageName: string } } };
}

/** The package.json of the package for another cdk8s-plus, made of that of this repository. */
export function packageJson(source: string, plus: OtherPlus): string {
  const made = JSON.parse(renamed(source, plus)) as PackageJson;
  const peer = `cdk8s-plus-${plus.minor}`;
  made.name = `${made.name}-${plus.minor}`;
  made.devDependencies[peer] = plus.version;
  made.peerDependencies[peer] = `^${plus.version}`;
  made.jest.moduleNameMapper = { [`^${made.name}$`]: '<rootDir>/src/index.ts' };
  const { java, python, go } = made.jsii.targets;
  java.maven.artifactId += `-${plus.minor}`;
  python.distName += `-${plus.minor}`;
  go.packageName += plus.minor;
  return `${JSON.stringify(made, undefined, 2)}\n`;
}
