const { jest } = require('../../package.json');

/** Of its own, so that the default `npx projen test` never needs a cluster. */
module.exports = {
  rootDir: '../..',
  roots: ['<rootDir>/test/cluster'],
  testMatch: ['**/*.test.ts'],
  // what needs real pods has a task of its own
  testPathIgnorePatterns: ['<rootDir>/test/cluster/node/'],
  setupFilesAfterEnv: ['<rootDir>/test/without-warnings.ts'],
  moduleNameMapper: jest.moduleNameMapper,
  // every wait has a deadline of its own, which tells more than this one
  testTimeout: 1_200_000,
  // the tests mostly wait for the control plane, which needs the rest of the machine
  maxWorkers: 2,
  transform: {
    // types are checked with all other tests, by the task post-compile
    '\\.[jt]s$': ['ts-jest', {
      tsconfig: { allowJs: true, esModuleInterop: true, isolatedModules: true, module: 'commonjs', target: 'es2022' },
      diagnostics: false,
    }],
  },
  // the Kubernetes client and what it loads are ES modules only, which jest does not take as they are
  transformIgnorePatterns: ['/node_modules/(?!(@kubernetes/client-node|openid-client|oauth4webapi|jose)/)'],
};
