import { cdk8s, github } from 'projen';

/**
 * The documentation as a site, with its own dependencies in site/, and the examples of the packages in their languages.
 */
export function site(library: cdk8s.ConstructLibraryCdk8s): void {
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
