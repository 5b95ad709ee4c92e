import { parseAllDocuments } from 'yaml';
import { testing } from '../../src';

/** The manifests of a text, as a person writes them. */
export function handWritten(yaml: string): testing.Manifests {
  return testing.Manifests.fromObjects(parseAllDocuments(yaml).map(document => {
    const [error] = document.errors;
    if (error !== undefined) {
      throw error;
    }
    return document.toJS() as unknown;
  }));
}

/** A StatefulSet `db` that says no more than it must; the given lines stand in its spec. */
export function statefulSet(spec: string = ''): string {
  return `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  serviceName: db
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: db, image: 'postgres:16.4' }] }
${spec}`;
}

/** The application `db` of such a StatefulSet and of the other documents. */
export function application(spec: string = '', ...others: string[]): testing.StatefulAppDescription {
  return handWritten([statefulSet(spec), ...others].join('\n---\n')).statefulApp('db');
}

/** What the function throws. */
export function messageOf(run: () => void): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it throws nothing');
}
