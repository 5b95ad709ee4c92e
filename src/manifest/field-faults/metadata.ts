import { annotationKeyProblem, ANNOTATIONS_LIMIT, labelValueProblem, qualifiedNameProblem } from '../kubernetes/names';
import { problemWithin } from '../kubernetes/problem';
import { Fault, faultsAt } from '../lint/rule';
import { Field } from '../model/field';

/**
 * What the API server would not take of these labels.
 */
export function labelFaults(labels: Field): readonly Fault[] {
  return labels.fields.flatMap(label => {
    const faults = faultsAt(label, problemWithin('has a key that', qualifiedNameProblem(label.name)));
    return faults.length > 0 || label.string === undefined ? faults : faultsAt(label, labelValueProblem(label.string));
  });
}

/**
 * What the API server would not take of these annotations.
 */
export function annotationFaults(annotations: Field): readonly Fault[] {
  const fields = annotations.fields;
  const bytes = fields.reduce((sum, { name, string = '' }) => sum + Buffer.byteLength(name) + Buffer.byteLength(string), 0);
  const faults = fields.flatMap(annotation => faultsAt(annotation, problemWithin('has a key that', annotationKeyProblem(annotation.name))));
  return bytes > ANNOTATIONS_LIMIT
    ? [...faults, { at: annotations, problem: `have ${bytes} bytes, and ${ANNOTATIONS_LIMIT} are the most` }]
    : faults;
}
