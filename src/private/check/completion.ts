import type { CheckedApp } from './program';
import { annotateTargetVersion } from './target-version';

/**
 * Creates the objects of an app that are due once the program is known, and says of all of them for which versions they are.
 */
export function complete(app: CheckedApp): void {
  app.complete();
  if (app.target) {
    annotateTargetVersion(app.construct, app.target);
  }
}

/**
 * The same, with what the parts below the app create only at their validation, as an autoscaler sets the number of pods.
 */
export function completeWithParts(app: CheckedApp): void {
  const { construct } = app;
  if (construct.hasAutoscaler) {
    construct.node.findAll().filter(part => part !== construct).forEach(part => part.node.validate());
  }
  complete(app);
}
