import { App, Chart, Duration, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Claim, pick, Program, IN_PODS, IN_SPEC, Selector } from './program';
import {
  ClaimDataSource, HeadlessService, PodServices, PodServicesOptions, StatefulApp, StatefulAppProps, UpdateStrategy, VolumeClaimTemplateProps,
} from '../../../src';
import { Manifest } from '../support/objects';

/** The library's word on a program: its manifests, or why it refuses. */
export type LibraryVerdict = { manifests: Manifest[] } | { refusals: string[] };

export function libraryVerdict(program: Program): LibraryVerdict {
  try {
    return { manifests: synthesized(program) };
  } catch (error) {
    return { refusals: refusalsIn((error as Error).message) };
  }
}

/** cdk8s lists what validations find under a headline, one a line, each after the construct's path. */
function refusalsIn(message: string): string[] {
  const [headline, ...lines] = message.split('\n');
  return headline.startsWith('Validation failed') ? lines.map((line) => line.trim().replace(/^\[[^\]]*\] /, '')) : [message];
}

function synthesized(program: Program): Manifest[] {
  // an App of its own, that is never written: Testing.app() would leave a folder for each case
  const scope = new Chart(new App(), 'test');
  addProgram(scope, 'app', program);
  return Testing.synth(scope);
}

/** Adds the app of the program. */
export function addProgram(scope: Construct, id: string, program: Program): void {
  const app = new StatefulApp(scope, id, propsOf(scope, program));
  program.clients?.forEach((client) => app.addClientService(client as object));
  program.podServicesBesides?.forEach(({ ordinal, ...options }) => app.addPodService(ordinal, options as object));
  if (program.budget) {
    const { name, minAvailable, maxUnavailable, ...rest } = program.budget;
    app.addPodDisruptionBudget({ name, minAvailable: share(minAvailable), maxUnavailable: share(maxUnavailable), ...rest as object });
  }
}

/** A property of StatefulApp that no program has does not compile; these say nothing that an API server looks at. */
type Covered = Exclude<keyof StatefulAppProps, keyof kplus.WorkloadProps | 'acceptedFindings' | 'clusterDomain' | 'hasAutoscaler' | 'podDefaults' | 'targetVersion'>;

function propsOf(scope: Construct, program: Program): StatefulAppProps & Record<Covered, unknown> {
  const { name, labels, annotations, podLabels, podAnnotations, updateStrategy, service, minReadySeconds } = program;
  const volumes = program.volumes?.map((volume, index) => kplus.Volume.fromEmptyDir(scope, `volume-${index}`, volume));
  return {
    metadata: { name, labels, annotations },
    podMetadata: podLabels || podAnnotations ? { labels: podLabels, annotations: podAnnotations } : undefined,
    containers: program.containers.map((container) => ({ image: 'postgres:16.4', ...container }) as kplus.ContainerProps),
    volumes,
    ...pick(program, ['replicas', 'ordinals', 'matchLabels', ...IN_SPEC, ...IN_PODS]),
    podManagementPolicy: program.podManagementPolicy as kplus.PodManagementPolicy,
    persistentVolumeClaimRetentionPolicy: program.retention as object,
    minReady: minReadySeconds === undefined ? undefined : Duration.seconds(minReadySeconds),
    updateStrategy: updateStrategy && ('onDelete' in updateStrategy
      ? UpdateStrategy.onDelete()
      : UpdateStrategy.rollingUpdate({ partition: updateStrategy.partition, maxUnavailable: share(updateStrategy.maxUnavailable) })),
    volumeClaimTemplates: program.claims?.map(claimOf),
    topologySpreadConstraints: program.spreads?.map(({ topology, labelSelector, ...rest }) => ({
      topology: kplus.Topology.custom(topology),
      labelSelector: labelSelector && selectorOf(labelSelector),
      ...rest as object,
    })),
    service: service && ('existing' in service ? HeadlessService.fromServiceName(service.existing) : HeadlessService.create(service as object)),
    podServices: program.podServices && podServicesOf(program.podServices),
  };
}

function podServicesOf(choices: NonNullable<Program['podServices']>): PodServices {
  if ('none' in choices) return PodServices.none();
  const { type, ...rest } = choices;
  const options = rest as PodServicesOptions;
  switch (type) {
    case 'ClusterIP': return PodServices.clusterIP(options);
    case 'NodePort': return PodServices.nodePort(options);
    case 'LoadBalancer': return PodServices.loadBalancer(options);
  }
}

function claimOf({ storage: { amount, unit }, selector, dataSource, ...rest }: Claim): VolumeClaimTemplateProps {
  const sizes = { Ki: Size.kibibytes, Mi: Size.mebibytes, Gi: Size.gibibytes, Ti: Size.tebibytes, Pi: Size.pebibyte };
  return {
    ...rest as { name: string },
    storage: sizes[unit](amount),
    selector: selector && selectorOf(selector),
    dataSource: dataSource && dataSourceOf(dataSource),
  };
}

function dataSourceOf(source: NonNullable<Claim['dataSource']>): ClaimDataSource {
  if ('snapshot' in source) return ClaimDataSource.fromVolumeSnapshot(source.snapshot);
  if ('claim' in source) return ClaimDataSource.fromPersistentVolumeClaim(source.claim);
  return ClaimDataSource.fromReference(source.reference);
}

function selectorOf({ matchLabels, matchExpressions }: Selector): kplus.LabelSelector {
  return kplus.LabelSelector.of({
    labels: matchLabels,
    expressions: matchExpressions?.map(({ key, operator, values = [] }) => {
      switch (operator) {
        case 'In': return kplus.LabelExpression.in(key, values);
        case 'NotIn': return kplus.LabelExpression.notIn(key, values);
        case 'Exists': return kplus.LabelExpression.exists(key);
        case 'DoesNotExist': return kplus.LabelExpression.doesNotExist(key);
      }
    }),
  });
}

function share(value: number | string | undefined): kplus.PercentOrAbsolute | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'number' ? kplus.PercentOrAbsolute.absolute(value) : kplus.PercentOrAbsolute.percent(Number(value.replace('%', '')));
}
