import { App } from 'cdk8s';
import { parse } from './manifests';
import { TestNamespace } from './namespace';
import { Manifest, Pod, ready } from './objects';
import { gated } from './readiness';
import { Quiz, QuizProps } from '../../../examples/quiz/main';

export const IMPORTER = 'quiz-data-importer';

/** The manifests of the quiz application. The importer is not gated, so it runs as soon as it is there. */
export function quiz(props: QuizProps = {}): Manifest[] {
  const app = new App();
  new Quiz(app, 'quiz', props);
  return gated(parse(app.synthYaml()));
}

/** The manifests without the pod that imports the questions, which is no matter of the StatefulSet. */
export function members(props: QuizProps = {}): Manifest[] {
  return quiz(props).filter(({ kind }) => kind !== 'Pod');
}

/** The version of the quiz API in a pod. */
export function versionOf(pod: Pod): string | undefined {
  return pod.spec?.containers.find(({ name }) => name === 'quiz-api')?.image?.split(':')[1];
}

/** Three ready members; the events so far are left out of the sequences that follow. */
export async function running(namespace: TestNamespace, props: QuizProps = {}): Promise<void> {
  await namespace.apply(members(props));
  await namespace.pods.until('three members ready', ready(3));
  await namespace.settled('quiz', 'three members counted as ready', ({ readyReplicas }) => readyReplicas === 3);
  namespace.events.forget();
}
