import { Rule } from '../lint/rule';
import { schemaFaults } from '../schema/walk';

/**
 * Rules on fields that Kubernetes does not know, and types.
 */
export const FIELDS: readonly Rule[] = [
  {
    id: 'V15',
    name: 'field-unknown',
    severity: 'error',
    demand: 'Every field is one that Kubernetes knows in that place, and its value has the type of the field.',
    consequence: 'the API server refuses the object, or drops the field where validation is not strict',
    fix: 'write the field as the API reference describes it',
    link: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
    check: {
      object: (object, { target }) => schemaFaults(object, target),
    },
  },
];
