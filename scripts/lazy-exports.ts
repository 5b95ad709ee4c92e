/** `var pod_route_1 = require("./parts/pod-route");`, and behind it what is exported of it; the plugin of cdk8s in the same way. */
const PART = /^(?:var|const) (\w+) = require\(("\.\/(?:parts\/[^"]+|stateful-app-validation)")\);\n((?:Object\.defineProperty\(exports, "\w+", \{ enumerable: true, get: function \(\) \{ return \1\.\w+; \} \}\);\n)+)/gm;

/** `exports.testing = __importStar(require("./testing"));`, a submodule of jsii. */
const SUBMODULE = /^exports\.(\w+) = (__importStar\(require\("\.\/\1"\)\));\n/gm;

/** The name must not stand beside `exports`: Node.js would take it for one that an ECMAScript module cannot import. */
const LAZY = 'const lazy = (name, get) => Object.defineProperty(exports, name, { enumerable: true, get });\n';

/**
 * The compiled index, in which a part or a submodule is loaded when somebody asks for it: each program pays for what it
 * imports, and few use the parts, or test.
 *
 * The names stay declared at the head of the file (`exports.PodRoute = … = void 0`), where Node.js finds what an ECMAScript
 * module can import.
 *
 * @throws where the compiler writes something else by now
 */
export function lazyParts(compiled: string): string {
  const lazy = compiled.replace(PART, (_, variable: string, path: string, exported: string) =>
    [...exported.matchAll(new RegExp(`return ${variable}\\.(\\w+);`, 'g'))].map(([, name]) => `lazy("${name}", () => require(${path}).${name});\n`).join(''))
    .replace(SUBMODULE, 'lazy("$1", () => $2);\n');
  const left = /^(?:var|const) \w+ = require\("\.\/parts\/.*/m.exec(lazy);
  if (lazy === compiled || left) {
    throw new Error(`the compiled index does not load the parts as this script knows it${left ? `: ${left[0]}` : ''}; see what the compiler writes now`);
  }
  return lazy.replace(/^exports\..*= void 0;\n/m, names => `${names}${LAZY}`);
}
