/** Of its own, so that the default `npx projen test` needs no Go. */
module.exports = {
  rootDir: '../..',
  roots: ['<rootDir>/test/controller'],
  testMatch: ['**/*.test.ts'],
  // the first time, the controllers are built
  testTimeout: 1_800_000,
  maxWorkers: 1,
  transform: {
    // types are checked with all other tests, by the task post-compile
    '\\.ts$': ['ts-jest', {
      tsconfig: { esModuleInterop: true, isolatedModules: true, module: 'commonjs', target: 'es2022' },
      diagnostics: false,
    }],
  },
};
