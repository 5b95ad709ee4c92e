import { annotationKeyFault, ANNOTATIONS_LIMIT, labelValueFault, qualifiedNameFault } from '../kubernetes/names';
import { Fault, NONE } from '../lint/rule';
import { Field } from '../model/field';

/**
 * What the API server would not take of these labels.
 */
export function labelFaults(labels: Field): readonly Fault[] {
  return labels.fields.flatMap(label => {
    const keyFault = qualifiedNameFault(label.name);
    const problem = keyFault === undefined ? label.string === undefined ? undefined : labelValueFault(label.string) : `has a key that ${keyFault}`;
    return problem === undefined ? NONE : [{ at: label, problem }];
  });
}

/**
 * What the API server would not take of these annotations.
 */
export function annotationFaults(annotations: Field): readonly Fault[] {
  const fields = annotations.fields;
  const bytes = fields.reduce((sum, { name, string = '' }) => sum + Buffer.byteLength(name) + Buffer.byteLength(string), 0);
  const faults = fields.flatMap(annotation => {
    const keyFault = annotationKeyFault(annotation.name);
    return keyFault === undefined ? NONE : [{ at: annotation, problem: `has a key that ${keyFault}` }];
  });
  return bytes > ANNOTATIONS_LIMIT
    ? [...faults, { at: annotations, problem: `have ${bytes} bytes, and ${ANNOTATIONS_LIMIT} are the most` }]
    : faults;
}
