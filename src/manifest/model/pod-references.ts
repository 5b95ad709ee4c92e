import { Field } from './field';
import { Container, PodTemplate } from './pod-template';
import { volumesInEffect } from './volumes';

/**
 * Where a pod refers to a ConfigMap or a Secret.
 */
export interface DataReference {
  readonly kind: '/ConfigMap' | '/Secret';

  /** The place of the name. */
  readonly at: Field;

  /** Whether the pod can do without the object, and without a key of it. */
  readonly isOptional: boolean;

  /** The places of the keys that are needed. */
  readonly keys: readonly Field[];
}

/**
 * The ConfigMaps and Secrets that the volumes of a pod and the environment of its containers are made of.
 */
export function dataReferencesOf(pod: PodTemplate): DataReference[] {
  return [...volumesInEffect(pod).flatMap(dataSourcesOf), ...pod.allContainers.flatMap(variableSourcesOf)];
}

/** What the environment of a container is made of. */
export function variableSourcesOf({ env, field }: Container): DataReference[] {
  return [
    ...env.map(variable => variable.at('valueFrom')).flatMap(from => [from.at('configMapKeyRef'), from.at('secretKeyRef')]),
    ...field.at('envFrom').items.flatMap(from => [from.at('configMapRef'), from.at('secretRef')]),
  ].flatMap(dataReferenceAt);
}

/** What a volume is made of: a ConfigMap, a Secret, or several of them. */
export function dataSourcesOf(volume: Field): DataReference[] {
  return [volume, ...volume.at('projected', 'sources').items].flatMap(source => [source.at('configMap'), source.at('secret')]).flatMap(dataReferenceAt);
}

/** The reference that stands at `configMapKeyRef`, `secret` and the like. */
function dataReferenceAt(source: Field): DataReference[] {
  const key = source.at('key');
  return source.isSet ? [{
    kind: source.name.startsWith('configMap') ? '/ConfigMap' : '/Secret',
    at: source.at('secretName').isSet ? source.at('secretName') : source.at('name'),
    isOptional: source.at('optional').boolean === true,
    keys: [...key.string ? [key] : [], ...source.at('items').items.map(item => item.at('key'))],
  }] : [];
}
