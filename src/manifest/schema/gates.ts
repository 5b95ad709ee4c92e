import { Definition, definitionOf, FieldDefinition, Type } from './schema';
import { TargetVersions } from '../kubernetes/target-versions';
import { Fault, NONE } from '../lint/rule';
import { Field } from '../model/field';
import { ManifestObject } from '../model/object';

/** Values that mean the same as no field. */
const MEANINGLESS: Readonly<Record<string, unknown>> = {
  'GRPCAction.mode': 'Plaintext',
  'HTTPGetAction.protocol': 'HTTP1',
  'JobSpec.managedBy': 'kubernetes.io/job-controller',
  'JobSpec.podReplacementPolicy': 'TerminatingOrFailed',
  'PodSecurityContext.seLinuxChangePolicy': 'Recursive',
  'PodSecurityContext.supplementalGroupsPolicy': 'Merge',
  'PodSpec.hostUsers': true,
  'SecurityContext.procMount': 'Default',
  'VolumeMount.recursiveReadOnly': 'Disabled',
};

/** What the API server refuses once the field is gone, as nothing is left in its place. */
const REFUSED_WITHOUT = ['EnvVarSource.fileKeyRef', 'LifecycleHandler.sleep'];

/** The fields of a definition that a gate may drop, or that lead to some. */
const GATED = new Map<Definition, readonly [string, FieldDefinition][]>();

/**
 * Where an object has fields that some version of the target knows and drops, as their feature gates are off by default.
 */
export function droppedFields(object: ManifestObject, target: TargetVersions): readonly Fault[] {
  const definition = definitionOf(object.apiVersion, object.kind);
  return definition ? droppedBelow(object.root, definition, target) : NONE;
}

function droppedBelow(object: Field, definition: Definition, target: TargetVersions): readonly Fault[] {
  return gatedFieldsOf(definition).flatMap(([name, field]) => {
    if (!object.has(name)) {
      return NONE;
    }
    const at = object.at(name);
    return [...gateFaults(at, `${definition.name}.${name}`, field, target), ...droppedIn(at, field.type, target)];
  });
}

function droppedIn(at: Field, type: Type, target: TargetVersions): readonly Fault[] {
  switch (type.is) {
    case 'object': return droppedBelow(at, type.definition, target);
    case 'list': return at.items.flatMap(item => droppedIn(item, type.of, target));
    case 'map': return at.fields.flatMap(item => droppedIn(item, type.of, target));
    default: return NONE;
  }
}

function gateFaults(at: Field, place: string, { since, until, gate }: FieldDefinition, target: TargetVersions): readonly Fault[] {
  const isDropped = gate !== undefined && target.isPartlyWithin(since ?? '1.0', gate.onSince ?? until ?? '1.999');
  // V15 reports that some version does not have the field
  const isUnknown = since !== undefined && target.isPartlyBefore(since);
  if (!isDropped || isUnknown || at.isEmpty || (place in MEANINGLESS && at.value === MEANINGLESS[place])) {
    return NONE;
  }
  const from = since === undefined || gate.onSince ? 'is' : `is a field of Kubernetes ${since}`;
  const when = gate.onSince ? ` before Kubernetes ${gate.onSince}` : '';
  const keeping = gate.onSince && target.since(gate.onSince);
  return [{
    at,
    problem: `${from} behind the feature gate ${gate.name}, which is off by default${when}`,
    fix: keeping ? `remove it, or set the target version to ${keeping}` : 'remove it; or turn the gate on, and accept this finding',
    severity: REFUSED_WITHOUT.includes(place) ? 'error' : undefined,
  }];
}

function gatedFieldsOf(definition: Definition): readonly [string, FieldDefinition][] {
  const known = GATED.get(definition) ?? [...definition.fields].filter(([, { gate, type }]) => gate !== undefined || leadsToGate(type));
  GATED.set(definition, known);
  return known;
}

function leadsToGate(type: Type): boolean {
  return type.is === 'object' ? gatedFieldsOf(type.definition).length > 0 : (type.is === 'list' || type.is === 'map') && leadsToGate(type.of);
}
