import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Refused } from './support/api-server';
import { inNamespace } from './support/namespace';
import { KubernetesObject, Manifest } from './support/objects';
import { withDefaults } from '../../src/manifest/defaults/defaults';
import { differences } from '../../src/manifest/defaults/differences';
import { ManifestObject } from '../../src/manifest/model/object';
import { fieldIn } from '../../src/manifest/update/sentences';

// The defaults that a diff fills in, against those of the API server.

const manifests = parseAllDocuments(readFileSync(join(__dirname, '../manifest/defaults/defaults/written.yaml'), 'utf8'))
  .map((document) => document.toJS() as Manifest);

/** What the cluster chooses. */
const CHOSEN = /^spec\.(clusterIPs?|ports\[\d+\]\.nodePort|ipFamilies|ipFamilyPolicy|storageClassName|selector|template\.metadata\.labels\b.*)$/;

test.each(manifests.map((manifest) => [`${manifest.kind} ${manifest.metadata.name}`, manifest] as const))(
  'the API server fills in the same for %s', (_, manifest) => inNamespace(async (namespace) => {
    const stored = await namespace.api.apply<KubernetesObject>(manifest, namespace.name, { dryRun: 'All' }).catch((error: unknown) => {
      if (error instanceof Refused && error.message.includes('field not declared in schema')) return undefined;
      throw error;
    });
    if (stored === undefined) {
      process.stdout.write(`not run: this version does not know all fields of ${manifest.kind} ${manifest.metadata.name}\n`);
      return;
    }
    const [here, there] = [manifest, stored].map((object) => new ManifestObject(withDefaults(object)).spec);
    // what is written and not there, this version drops
    const kept = differences(here!, there!).filter(({ before, after }) => after.isSet || !fieldIn(new ManifestObject(manifest), before).isSet);
    const found = kept.map(({ before, after }) => `${after.path}: ${JSON.stringify(before.value)}, and the API server ${JSON.stringify(after.value)}`);
    expect(found.filter((line) => !CHOSEN.test(line.split(':')[0]!))).toEqual([]);
  })(),
);
