import { isJson, Json } from '../model/json';

/** The packages that decide what pods look like. */
const PACKAGES = /^cdk8s(-plus-\d+|-stateful-app(-\d+)?)?$/;

/**
 * The versions of the packages that make the manifests of an npm package, by name; empty where it is none, as a program in
 * another language.
 *
 * @param load gives what a JSON file holds, as `require` in the directory of the program does, and throws where there is none
 */
export function packagesOf(load: (path: string) => unknown): Readonly<Record<string, string>> {
  const { dependencies, devDependencies, peerDependencies } = loaded('./package.json', load);
  const names = [dependencies, devDependencies, peerDependencies].filter(isJson).flatMap(Object.keys).filter(name => PACKAGES.test(name));
  return Object.fromEntries([...new Set(names)].flatMap(name => {
    const { version } = loaded(`${name}/package.json`, load);
    return typeof version === 'string' ? [[name, version]] : [];
  }));
}

function loaded(path: string, load: (path: string) => unknown): Json {
  try {
    const value = load(path);
    return isJson(value) ? value : {};
  } catch {
    return {};
  }
}
