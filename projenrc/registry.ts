import { cdk8s, JsonPatch } from 'projen';

/**
 * Where the packages come from that the project depends on: the registry of whoever installs them, and none that is named here.
 */
export function registry(library: cdk8s.ConstructLibraryCdk8s): void {
  // 1.13.0 lacks its binaries for some platforms, and `npm ci` refuses a lock file with such holes
  library.package.addPackageResolutions('unrs-resolver@1.12.2');

  // the lock file names packages and their hashes, not the registry they came from
  library.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');
  library.npmrc.addConfig('fund', 'false');

  // the default of the release tool; the repository names no registry of its own
  library.github?.tryFindWorkflow('release')?.file?.patch(JsonPatch.remove('/jobs/release_npm/steps/9/env/NPM_REGISTRY'));
}
