import { cdk8s, javascript } from 'projen';
import { cluster } from './projenrc/cluster';
import { commandLine } from './projenrc/command-line';
import { layers } from './projenrc/layers';
import { packages } from './projenrc/packages';
import { registry } from './projenrc/registry';
import { release } from './projenrc/release';
import { site } from './projenrc/site';
import { startUp } from './projenrc/start-up';
import { tasks } from './projenrc/tasks';

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-stateful-app',
  description:
    'Stateful applications on Kubernetes as one typed cdk8s construct: StatefulSet, headless Service, a Service per pod, claim templates and their retention.',
  author: 'cdk8s-stateful-app maintainers',
  authorAddress: 'https://github.com/cdk8s-stateful-app',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk8s-stateful-app/cdk8s-stateful-app.git',
  keywords: ['cdk8s', 'kubernetes', 'statefulset', 'persistentvolumeclaim', 'headless-service'],
  license: 'Apache-2.0',
  stability: 'experimental',
  defaultReleaseBranch: 'main',
  projenrcTs: true,
  sampleCode: false,

  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.0.0',
  workflowNodeVersion: '22',

  cdk8sVersion: '2.68.12',
  constructsVersion: '10.3.0',
  peerDeps: ['cdk8s-plus-28@^2.5.6'],
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  devDeps: [
    'cdk8s-plus-28@2.5.6',
    // the newest, which the tests of the package for it run with
    'cdk8s-plus-34@2.0.54',
    // the command that users run on the examples
    'cdk8s-cli@2.207.60',
    // the command as a package of its own
    'esbuild@0.28.2',
    // runs the examples and the benchmark; reads the paths of tsconfig.dev.json
    'tsx@4.23.15',
    // read what the command writes for pipelines
    'commonmark@0.31.2',
    'fast-xml-parser@5.12.1',
    // property-based tests of names, ordinals and quantities
    'fast-check@4.10.2',
  ],

  publishToPypi: { distName: 'cdk8s-stateful-app', module: 'cdk8s_stateful_app' },
  publishToMaven: {
    javaPackage: 'io.github.cdk8sstatefulapp',
    mavenGroupId: 'io.github.cdk8s-stateful-app',
    mavenArtifactId: 'cdk8s-stateful-app',
    mavenServerId: 'central-ossrh',
  },
  publishToGo: {
    moduleName: 'github.com/cdk8s-stateful-app/cdk8s-stateful-app-go',
    packageName: 'statefulapp',
  },
  npmTrustedPublishing: true,
  // 13 wants Node.js 22, and the README promises 20
  bumpPackage: 'commit-and-tag-version@^12',
  // the first one; the commits say how the others are called
  nextVersionCommand: 'node -p "process.env.LATEST_TAG ? \'\' : \'0.1.0\'"',

  tsconfigDevFile: 'tsconfig.dev.json',
  tsconfigDev: {
    compilerOptions: {
      // jest compiles file by file; types are checked before, once for all files
      isolatedModules: true,
      // examples and README snippets import the package by its name
      paths: { 'cdk8s-stateful-app': ['./src/index.ts'] },
    },
    include: ['.projenrc.ts'],
    exclude: ['lib', 'dist', 'coverage'],
  },
  typecheckTests: true,
  eslintOptions: {
    dirs: ['src'],
    devdirs: ['test', 'examples', 'bench', 'scripts'],
    // the service would look for tsconfig.json, which covers src only
    projectService: false,
    tsconfigPath: './tsconfig.dev.json',
  },
  jestOptions: {
    // the default rewrites snapshots on every run, so that none can fail
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: {
      roots: ['<rootDir>/test', '<rootDir>/examples'],
      testMatch: ['**/*.test.ts'],
      // what needs a cluster has a task of its own
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/cluster/', '<rootDir>/test/controller/'],
      // programs of tests are small, and the warnings about them are told by the tests that are about warnings
      setupFilesAfterEnv: ['<rootDir>/test/without-warnings.ts'],
      moduleNameMapper: { '^cdk8s-stateful-app$': '<rootDir>/src/index.ts' },
      // the default, v8, maps every file of src/ back for every test file, which takes twice as long as the tests
      coverageProvider: 'babel',
      // what starts programs takes long where the machine is busy; nothing else waits
      testTimeout: 120_000,
      // leave no core idle: the default keeps one for whoever watches
      maxWorkers: '100%',
      // it costs two fifths of the time, so the task asks for it in CI only
      collectCoverage: false,
      collectCoverageFrom: ['src/**/*.ts'],
      coverageThreshold: { branches: 95, functions: 95, lines: 95, statements: 95 },
    },
  },
  gitignore: ['/examples/*/dist/', '/bench/results/'],
});
project.npmignore!.exclude('/examples/', '/bench/', '/scripts/', '/integrations/', '/docs/', '/.ci/', '/CONTRIBUTING.md', '/ARCHITECTURE.md', '/.npmrc');

registry(project);
layers(project);
commandLine(project);
cluster(project);
startUp(project);
release(project);
packages(project);
site(project);
tasks(project);

project.synth();
