import { lazyParts } from '../scripts/lazy-exports';

const HEAD = '"use strict";\nexports.PodRoute = exports.StatefulApp = void 0;\n';
const APP = 'var stateful_app_1 = require("./stateful-app");\n'
  + 'Object.defineProperty(exports, "StatefulApp", { enumerable: true, get: function () { return stateful_app_1.StatefulApp; } });\n';
const PART = 'var pod_route_1 = require("./parts/pod-route");\n'
  + 'Object.defineProperty(exports, "PodRoute", { enumerable: true, get: function () { return pod_route_1.PodRoute; } });\n';

const SUBMODULE = 'exports.testing = __importStar(require("./testing"));\n';

/** Runs a compiled index. */
function loaded(index: string): { readonly exports: Record<string, unknown>; readonly files: string[] } {
  const files: string[] = [];
  const exports = {};
  const load = (file: string) => {
    files.push(file);
    return { PodRoute: 'the route', StatefulApp: 'the app' };
  };
  new Function('exports', 'require', '__importStar', index)(exports, load, (module: unknown) => module);
  return { exports, files };
}

test('a part is loaded when it is asked for', () => {
  const { exports, files } = loaded(lazyParts(HEAD + APP + PART));
  expect(files).toEqual(['./stateful-app']);
  expect(exports.PodRoute).toBe('the route');
  expect(files).toEqual(['./stateful-app', './parts/pod-route']);
});

test('a submodule is loaded when it is asked for', () => {
  const { exports, files } = loaded(lazyParts(`${HEAD}${APP}${PART}${SUBMODULE}`));
  expect(files).toEqual(['./stateful-app']);
  expect(exports.testing).toEqual({ PodRoute: 'the route', StatefulApp: 'the app' });
});

test('the names are those of before', () => {
  const { exports } = loaded(lazyParts(HEAD + APP + PART));
  expect(Object.keys(exports)).toEqual(Object.keys(loaded(HEAD + APP + PART).exports));
});

test('fails where the compiler writes parts in another way', () => {
  expect(() => lazyParts(`${HEAD}${APP}${PART}var other_1 = require("./parts/other");\n__exportStar(other_1);\n`)).toThrow('./parts/other');
  expect(() => lazyParts(HEAD + APP)).toThrow('does not load the parts');
});
