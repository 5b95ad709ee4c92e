import { cdk8s, JsonPatch } from 'projen';

/**
 * What a release has beside the packages: a bill of materials, licences, and an API that still is what it was.
 */
export function release(library: cdk8s.ConstructLibraryCdk8s): void {
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
