import { Rule } from '../lint/rule';
import { droppedFields } from '../schema/gates';
import { schemaFaults } from '../schema/walk';

/**
 * Rules on fields that Kubernetes does not know, and types.
 */
export const FIELDS: readonly Rule[] = [
  {
    id: 'V15',
    name: 'field-unknown',
    severity: 'error',
    demand: 'Every field is one that every version of the target knows in that place, and its value has the type of the field.',
    consequence: 'the API server refuses the object, or drops the field where validation is not strict',
    fix: 'write the field as the API reference describes it',
    link: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
    check: {
      object: (object, { target }) => schemaFaults(object, target),
    },
  },
  {
    id: 'V16',
    name: 'field-gated',
    severity: 'warning',
    demand: 'Every field is one that every version of the target keeps: its feature gate is on by default.',
    consequence: 'the API server drops the field without a word, and then refuses an object that cannot do without it',
    fix: 'remove it; or turn the gate on, and accept this finding',
    link: 'https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/',
    check: {
      object: (object, { target }) => droppedFields(object, target),
    },
  },
];
