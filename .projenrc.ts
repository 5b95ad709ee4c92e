import { cdk8s, github, javascript, JsonPatch } from 'projen';

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
    // the command that users run on the examples
    'cdk8s-cli@2.207.60',
    // runs the examples and the benchmark; reads the paths of tsconfig.dev.json
    'tsx@4.23.15',
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
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/cluster/'],
      // programs of tests are small, and the warnings about them are told by the tests that are about warnings
      setupFilesAfterEnv: ['<rootDir>/test/without-warnings.ts'],
      moduleNameMapper: { '^cdk8s-stateful-app$': '<rootDir>/src/index.ts' },
      // the default, v8, maps every file of src/ back for every test file, which takes twice as long as the tests
      coverageProvider: 'babel',
      // leave no core idle: the default keeps one for whoever watches
      maxWorkers: '100%',
      collectCoverageFrom: ['src/**/*.ts'],
      coverageThreshold: { branches: 95, functions: 95, lines: 95, statements: 95 },
    },
  },
  gitignore: ['/examples/*/dist/', '/bench/results/'],
});
project.npmignore!.exclude('/examples/', '/bench/', '/scripts/', '/docs/', '/.ci/', '/CONTRIBUTING.md', '/ARCHITECTURE.md', '/.npmrc');

// 1.13.0 lacks its binaries for some platforms, and `npm ci` refuses a lock file with such holes
project.package.addPackageResolutions('unrs-resolver@1.12.2');

// the lock file names packages and their hashes, not the registry they came from
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');
project.npmrc.addConfig('fund', 'false');

// the default of the release tool; the repository names no registry of its own
project.github?.tryFindWorkflow('release')?.file?.patch(JsonPatch.remove('/jobs/release_npm/steps/9/env/NPM_REGISTRY'));

layers(project);
commandLine(project);
cluster(project);
performance(project);
release(project);
packages(project);
site(project);

project.addTask('examples', {
  description: 'synthesize every example with cdk8s-cli',
  steps: [{ exec: 'tsx examples/synth-all.ts', receiveArgs: true }],
});
project.addTask('bench', {
  description: 'compare StatefulApp with raw ApiObjects, cdk8s-plus, and Helm and Jsonnet where there is Go (CPU time and peak memory of whole processes)',
  steps: [{ exec: 'tsx bench/main.ts', receiveArgs: true }],
});
project.addTask('docs:rules', {
  description: 'write docs/rules/ from the rules and their cases',
  exec: 'tsx scripts/rule-pages.ts',
});
project.addTask('schema', {
  description: 'write the table of the fields that Kubernetes knows, from its source (needs Go)',
  exec: 'tsx scripts/schema.ts',
});

project.synth();

/**
 * Imports go one way: index -> parts -> stateful-app -> companions -> private -> manifest, index -> testing -> private, and
 * cli -> manifest.
 */
function layers(library: cdk8s.ConstructLibraryCdk8s) {
  const companions = './src/!(index|stateful-app).ts';
  // the rooms of the manifest core: each may import those on the floors below it, and the doors beside them import all
  const floors = [['kubernetes'], ['model'], ['defaults', 'lint'], ['field-faults', 'schema', 'application'], ['rules', 'update']];
  const rooms = floors.flatMap((floor, index) => floor.map(room => ({
    target: `./src/manifest/${room}`,
    from: './src/manifest',
    except: [...floors.slice(0, index).flat(), room].map(other => `./${other}`),
    message: `src/manifest/${room} imports the floors below it: see ARCHITECTURE.md`,
  })));
  library.eslint!.addRules({
    'import/order': ['error', {
      groups: ['builtin', 'external'],
      alphabetize: { order: 'asc', caseInsensitive: true },
      pathGroups: [{ pattern: 'cdk8s-stateful-app', group: 'external' }],
      pathGroupsExcludedImportTypes: ['builtin'],
    }],
    'import/no-cycle': ['error'],
    'import/no-restricted-paths': ['error', {
      zones: [
        { target: './src/!(index.ts)', from: './src/index.ts', message: 'import the file itself' },
        { target: './src/!(index).ts', from: './src/parts', message: 'the construct does not know its parts' },
        { target: [companions, './src/private', './src/manifest'], from: './src/stateful-app.ts', message: 'companions do not know the construct' },
        { target: './src/private', from: './src', except: ['./private', './manifest'], message: 'src/private is below the companions' },
        { target: './src/manifest', from: './src', except: ['./manifest'], message: 'the manifest core stands alone' },
        { target: './src/!(cli)/**', from: './src/cli', message: 'nothing but the command loads what the command needs' },
        { target: './src/*.ts', from: './src/cli', message: 'nothing but the command loads what the command needs' },
        { target: './src/cli', from: './src', except: ['./cli', './manifest'], message: 'the command works on plain manifests' },
        { target: './src/!(testing)/**', from: './src/testing', message: 'nothing but tests loads what tests need' },
        { target: './src/!(index).ts', from: './src/testing', message: 'nothing but tests loads what tests need' },
        { target: './src/testing', from: './src', except: ['./testing', './private', './manifest'], message: 'tests look at manifests' },
        ...rooms,
      ],
    }],
  });
  library.eslint!.addOverride({
    files: ['src/manifest/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', {
        patterns: [{ group: ['cdk8s', 'cdk8s-plus-*', 'constructs'], message: 'the manifest core works on plain manifests' }],
      }],
    },
  });
  library.eslint!.addOverride({
    files: ['src/**/*.ts'],
    excludedFiles: ['src/private/**/*.ts'],
    rules: { '@typescript-eslint/no-explicit-any': ['error'] },
  });
}

/**
 * The command `stateful-app`. What it needs is bundled, as jsii packages cannot depend on what is no jsii package.
 */
function commandLine(library: cdk8s.ConstructLibraryCdk8s) {
  library.package.addBin({ 'stateful-app': 'bin/stateful-app' });
  library.addBundledDeps(
    // 15 wants Node 22
    'commander@^14.0.3',
    // the values of manifests, eight times faster than `yaml`
    'js-yaml@^4.3.2',
    // the places in manifests
    'yaml@^2.9.1',
    'picocolors@^1.1.1',
  );
  library.addDevDeps('@types/js-yaml@^4.0.9');
}

/**
 * Tests against a Kubernetes: its own control plane, or the cluster that KUBECONFIG_TEST names.
 */
function cluster(library: cdk8s.ConstructLibraryCdk8s) {
  // 2.x needs Node 22
  library.addDevDeps('@kubernetes/client-node@1.4.0');
  library.addTask('cluster:up', {
    description: 'build (once) and start a Kubernetes control plane for the tests; KUBERNETES_VERSION chooses the version',
    exec: 'test/cluster/bed/up.sh',
  });
  library.addTask('cluster:down', {
    description: 'stop the control plane of the tests and remove what it left',
    exec: 'test/cluster/bed/down.sh',
  });
  library.addTask('test:cluster', {
    description: 'run the tests that need a Kubernetes: up, jest, down',
    exec: 'test/cluster/bed/test.sh',
    receiveArgs: true,
  });
  library.addTask('node:up', {
    description: 'the same with a real node, which needs Linux and root; INSTALL_PACKAGES=1 installs what is missing',
    exec: 'test/cluster/bed/node/up.sh',
  });
  library.addTask('node:down', {
    description: 'stop the node of the tests and remove what it left',
    exec: 'test/cluster/bed/node/down.sh',
  });
  library.addTask('test:node', {
    description: 'run the tests that need real pods: up, jest, down',
    exec: 'test/cluster/bed/node/test.sh',
    receiveArgs: true,
  });
}

/**
 * What a program pays at its start.
 */
function performance(library: cdk8s.ConstructLibraryCdk8s) {
  // maps and sources in the code are most of what Node.js reads when it loads a program, and of every package
  library.tsconfig!.file.addOverride('compilerOptions.inlineSourceMap', false);
  library.tsconfig!.file.addOverride('compilerOptions.inlineSources', false);
  // parts and what tests need are a third of what an import costs
  library.compileTask.exec('tsx scripts/write-index.ts');
}

/**
 * What a release has beside the packages: a bill of materials, licences, and an API that still is what it was.
 */
function release(library: cdk8s.ConstructLibraryCdk8s) {
  const materials = library.addTask('package:materials', {
    description: 'write dist/sbom.cdx.json and dist/licenses.csv: what the package bundles, and its licences',
    steps: [
      { exec: 'mkdir -p dist' },
      // no dev dependency: an optional dependency of it has an install script, and is left out here
      { exec: 'npm_config_omit=optional npx --yes @cyclonedx/cyclonedx-npm@6.0.1 --omit dev --omit peer --output-reproducible --output-file dist/sbom.cdx.json' },
      { exec: 'tsx scripts/licenses.ts' },
    ],
  });
  library.packageTask.spawn(materials);
  library.addTask('compat:release', {
    description: 'compare the API with that of the last release, from 1.0 on',
    exec: 'scripts/compat.sh',
  });
  library.buildWorkflow?.addPostBuildSteps(
    { name: 'API compatibility', run: 'npx projen compat:release' },
    { name: 'Known vulnerabilities', run: 'npm audit --omit=dev --audit-level=moderate' },
    // told and not refused: what the peers bundle cannot be replaced from here
    { name: 'Known vulnerabilities of peers and tools', run: 'npm audit --audit-level=moderate', continueOnError: true },
  );
  const assets = 'gh release upload "$tag" -R "$GITHUB_REPOSITORY" --clobber dist/sbom.cdx.json dist/licenses.csv';
  library.github?.tryFindWorkflow('release')?.file?.patch(
    JsonPatch.test('/jobs/release_github/steps/3/name', 'Release'),
    JsonPatch.add('/jobs/release_github/steps/4', {
      name: 'Bill of materials and licences',
      if: '${{ !inputs.dry_run }}',
      env: { GITHUB_TOKEN: '${{ secrets.GITHUB_TOKEN }}' },
      run: `tag=$(cat dist/releasetag.txt) && ${assets}`,
    }),
  );
}

/**
 * The packages for other languages, and programs that use them.
 */
function packages(library: cdk8s.ConstructLibraryCdk8s) {
  // the README leads to them; types carry the documentation of the API
  library.npmignore!.exclude('/API.md', '/SECURITY.md', '/CHANGELOG.md');

  // the example of the README in each language; the packages find it beside .jsii
  library.compileTask.exec('jsii-rosetta extract --strict');
  library.gitignore.exclude('.jsii.tabl.json');

  // some registries lack the peers in the versions of the npm packages
  for (const language of ['java', 'go']) {
    library.tasks.tryFind(`package:${language}`)!.reset(`tsx scripts/package.ts ${language}`);
  }
  library.addTask('test:consumers', {
    description: 'package for TypeScript, Python, Java and Go (or the languages given), and synthesize the same examples with each package',
    exec: 'tsx test/consumers/run.ts',
    receiveArgs: true,
  });
}

/**
 * The documentation as a site, with its own dependencies in site/, and the examples of the packages in their languages.
 */
function site(library: cdk8s.ConstructLibraryCdk8s) {
  const base = '/cdk8s-stateful-app/';
  // the shell of projen compares no files
  const isOutdated = (made: string, source: string) => (
    `node -e "const { existsSync, statSync } = require('fs'); process.exit(existsSync('${made}') && statSync('${made}').mtimeMs >= statSync('${source}').mtimeMs ? 1 : 0)"`);
  const build = library.addTask('docs:site', {
    description: 'build the site from README.md, docs/ and API.md into site/dist, and check its links; needs `npx projen compile`',
    steps: [
      { exec: 'npm ci --prefix site', condition: isOutdated('site/node_modules/.package-lock.json', 'site/package-lock.json') },
      { exec: 'tsx site/build/write-pages.ts' },
      { exec: 'node site/node_modules/vitepress/bin/vitepress.js build site' },
      { exec: 'tsx site/build/check-links.ts' },
    ],
  });
  const test = library.addTask('test:site', {
    description: 'type-check, lint and test the site; needs `npx projen docs:site`, and a Chromium for what the browser shows',
    steps: [
      { exec: 'tsc --noEmit --project site/tsconfig.json' },
      { exec: 'eslint --ext .ts --parser-options project:site/tsconfig.json site/build site/test site/.vitepress', env: { ESLINT_USE_FLAT_CONFIG: 'false' } },
      { exec: 'tsx --test --test-reporter=spec site/test/*.test.ts' },
    ],
  });
  // it has a configuration of its own, and what it imports is not installed with the library
  library.tsconfigDev!.addExclude('site');
  library.eslint!.addOverride({
    files: ['site/**/*.ts'],
    rules: {
      'import/no-extraneous-dependencies': ['error', { devDependencies: true, packageDir: ['./site', '.'] }],
      '@typescript-eslint/no-floating-promises': ['error', {
        allowForKnownSafeCalls: [{ from: 'package', name: ['describe', 'test'], package: 'node:test' }],
      }],
    },
  });
  library.gitignore.addPatterns('/site/dist/', '/site/.cache/', '/site/.pages/');
  library.npmignore!.addPatterns('/site/');

  const workflow = library.github!.addWorkflow('docs');
  workflow.on({ pullRequest: {}, push: { branches: ['main'] }, workflowDispatch: {} });
  workflow.addJob('build', {
    runsOn: ['ubuntu-latest'],
    permissions: { contents: github.workflows.JobPermission.READ },
    env: { CI: 'true', SITE_BASE: base },
    steps: [
      github.WorkflowSteps.checkout(),
      { name: 'Setup Node.js', uses: 'actions/setup-node@v7.0.0', with: { 'node-version': '22' } },
      { name: 'Install dependencies', run: 'npm ci' },
      { name: 'Compile', run: 'npx projen compile' },
      { name: 'Build the site', run: `npx projen ${build.name}` },
      { name: 'Test the site', run: `npx projen ${test.name}` },
      { name: 'Keep the site', uses: 'actions/upload-pages-artifact@v4', with: { path: 'site/dist' } },
    ],
  });
  workflow.addJob('deploy', {
    needs: ['build'],
    if: "github.event_name != 'pull_request' && github.ref == 'refs/heads/main'",
    runsOn: ['ubuntu-latest'],
    permissions: { pages: github.workflows.JobPermission.WRITE, idToken: github.workflows.JobPermission.WRITE },
    environment: { name: 'github-pages', url: '${{ steps.deployment.outputs.page_url }}' },
    steps: [{ name: 'Deploy to GitHub Pages', id: 'deployment', uses: 'actions/deploy-pages@v4' }],
  });
}
