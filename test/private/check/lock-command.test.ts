import { lockWritten, writeAndLock } from '../../../src/private/check/lock-command';

const ENTRY = { lockFile: 'stateful-app.lock.yaml', environment: 'default' };

afterEach(() => jest.restoreAllMocks());

test.each([
  [['dist/a.yaml'], 'npx stateful-app lock dist'],
  [['dist/one/a.yaml', 'dist/two/b.yaml'], 'npx stateful-app lock dist'],
  [['dist/one/a.yaml', 'dist/other/b.yaml'], 'npx stateful-app lock dist'],
  [['my app/a.yaml'], "npx stateful-app lock 'my app'"],
  [[], 'npx stateful-app lock .'],
])('what is written to %j is locked with %s', (files, command) => {
  expect(lockWritten(ENTRY, files)).toBe(command);
});

test.each([
  ['node', ['/app/main.js'], [], {}, 'node main.js'],
  ['tsx', ['/app/src/main.ts'], ['--import', 'file:///app/node_modules/tsx/dist/loader.mjs'], {}, 'npx tsx src/main.ts'],
  ['ts-node', ['/app/main.ts'], [], {}, 'npx ts-node main.ts'],
  ['cdk8s', ['/app/main.js'], [], { CDK8S_OUTDIR: 'dist' }, 'npx cdk8s synth'],
  ['another language', ['/tmp/jsii-kernel/bin/jsii-runtime.js'], [], {}, 'PROGRAM'],
  ['a test', ['/app/node_modules/.bin/jest.js'], [], {}, 'PROGRAM'],
])('a program that %s runs is run again', (_, script, execArgv, env, command) => {
  jest.replaceProperty(process, 'argv', ['node', ...script]);
  jest.replaceProperty(process, 'execArgv', execArgv);
  jest.replaceProperty(process, 'env', env);
  jest.spyOn(process, 'cwd').mockReturnValue('/app');
  expect(writeAndLock(ENTRY, 'dist')).toBe(`STATEFUL_APP_GUARD=off ${command} && npx stateful-app lock dist`);
});
