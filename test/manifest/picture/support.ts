import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Application, Inventory } from '../../../src/manifest/application';
import { objectsOf } from '../../../src/manifest/check';
import { DEFAULT_CLUSTER_DOMAIN } from '../../../src/manifest/kubernetes/pod-identity';
import { ManifestObject } from '../../../src/manifest/model/object';
import { picture, Picture } from '../../../src/manifest/picture';
import { ApplicationPicture } from '../../../src/manifest/picture/application-picture';
import { Thing } from '../../../src/manifest/picture/thing';
import { namesIn, thingsIn } from '../../../src/manifest/picture/things';

/** An application of four objects that no rule complains about: a StatefulSet with 3 pods, two Services and a budget. */
export const FAULTLESS = readFileSync(join(__dirname, '..', 'rules', 'base.yaml'), 'utf8');

/** Its objects, with other ones, after some replacements in the text. */
export function objects(replacements: Readonly<Record<string, string>> = {}, ...others: readonly object[]): ManifestObject[] {
  const text = Object.entries(replacements).reduce((all, [from, to]) => all.replaceAll(from, to), FAULTLESS);
  return [...parseAllDocuments(text).map(document => document.toJS() as unknown), ...others].flatMap(manifest => objectsOf(manifest));
}

/** The one application of a picture. */
export function applicationIn({ applications }: Picture): ApplicationPicture {
  expect(applications).toHaveLength(1);
  return applications[0]!;
}

/** The picture of one application. */
export function drawn(replacements?: Readonly<Record<string, string>>, ...others: readonly object[]): ApplicationPicture {
  return applicationIn(picture(objects(replacements, ...others)));
}

/** The picture of what becomes of the faultless application. */
export function changed(replacements?: Readonly<Record<string, string>>, ...others: readonly object[]): ApplicationPicture {
  return applicationIn(picture(objects(replacements, ...others), { before: objects() }));
}

/** The application of the first StatefulSet, as the core knows it. */
export function coreApplication(all: readonly ManifestObject[]): Application {
  const inventory = new Inventory(all);
  return { set: inventory.statefulSets[0]!, inventory, clusterDomain: DEFAULT_CLUSTER_DOMAIN };
}

/** A thing by its kind and name. */
export function thing(application: ApplicationPicture, name: string): Thing {
  const found = thingsIn(application)[namesIn(application).indexOf(name)];
  expect(found ?? namesIn(application)).toHaveProperty('name');
  return found!;
}

/** The facts of a thing by their names; `old → new` where they changed. */
export function facts(application: ApplicationPicture, name: string): Record<string, string> {
  return Object.fromEntries(thing(application, name).facts.map(fact => [fact.name, fact.before === undefined ? fact.value : `${fact.before} → ${fact.value}`]));
}

/** A Service that leads to one pod. */
export function podService(pod: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: pod },
    spec: { type: 'LoadBalancer', selector: { 'app': 'db', 'statefulset.kubernetes.io/pod-name': pod }, ports: [{ name: 'client', port: 5432 }] },
  };
}
