import { join } from 'node:path';
import { Adoption } from './adopt';
import { build, Modules } from './build';
import { OTHERS, OTHERS_ID, Synthesis } from './language';

/**
 * What the constructs of a program make, run in this process: all of it but how it is written in its language.
 *
 * @param folder where its files are
 */
export function synthesized({ charts, others }: Adoption, folder: string, modules: Modules): Synthesis {
  const { App, Chart, Include, Testing } = modules.cdk8s;
  const app = new App();
  charts.forEach(chart => build(chart, modules, app));
  if (others.length > 0) {
    new Include(new Chart(app, OTHERS_ID), 'Others', { url: join(folder, OTHERS) });
  }
  return {
    objects: app.charts.flatMap(chart => Testing.synth(chart) as unknown[]),
    snapshot: modules.library.testing.Manifests.of(app).snapshot(),
  };
}
