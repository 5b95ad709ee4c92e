import { escaped } from './canvas';
import { ApplicationPicture } from '../manifest/picture/application-picture';
import { PlanPicture, PodMoment } from '../manifest/picture/plan-picture';
import { claimNamesIn } from '../manifest/plan/claim-names';

/** More moments than anybody goes through; the table has all of them. */
const MOST_MOMENTS = 1000;

/** A letter for what a pod is; a capital one has the new template. */
const LETTERS: Readonly<Record<PodMoment['what'], string>> = { 'ready': 'r', 'starting': 's', 'not ready': 'n', 'stopping': 't', 'gone': 'g' };

/**
 * What applying it comes to, for each group of versions of Kubernetes: its steps as a table, and to go through.
 */
export function plansSection({ plans, set: { name } }: ApplicationPicture, id: string): string[] {
  return plans.length === 0 ? [] : [
    '<h3>What the StatefulSet controller does</h3>',
    ...plans.map((plan, index) => planPart(plan, name, `${id}-p${index}`)),
  ];
}

function planPart(plan: PlanPicture, set: string, id: string): string {
  const { rows, versions, notes, stuck, claims } = plan;
  const told = [
    ...rows.length === 0 ? ['No pod and no claim is touched.'] : [],
    ...(['created', 'kept', 'deleted'] as const).flatMap(what => claims[what].length === 0 ? [] : [`Claims ${what}: ${claimNamesIn(claims[what], set)}.`]),
    ...notes.map(note => `Note: ${note}.`),
    ...stuck === undefined ? [] : [`▲ Stuck at ${stuck.pod}, because ${stuck.because}, until ${stuck.until}. Way out: ${stuck.wayOut}.`],
  ];
  const lines = rows.map(({ number, text, serving }) => `<tr><td>${number}<td>${escaped(text)}<td>${serving ?? ''}`);
  return [
    `<div class="plan"><h4 id="${id}">Kubernetes ${escaped(versions)}</h4>`,
    ...rows.length > 0 && plan.moments.length <= MOST_MOMENTS ? [steps(plan, set)] : [],
    ...rows.length > 0 ? [`<table aria-labelledby="${id}"><thead><tr><th scope="col">step<th scope="col">what happens<th scope="col">ready<tbody>${lines.join('')}</table>`] : [],
    ...told.map(text => `<p>${escaped(text)}</p>`),
    '</div>',
  ].join('\n');
}

/** The steps to go through, which a script shows: without one, the table has them. */
function steps({ start, moments }: PlanPicture, set: string): string {
  const letter = ({ what, template }: PodMoment) => template === 'new' ? LETTERS[what].toUpperCase() : LETTERS[what];
  const data = {
    set,
    start: start.map(({ ordinal, is }) => [ordinal, letter(is)]),
    moments: moments.map(({ text, serving, pods }) => [text, serving, pods.map(({ ordinal, is }) => [ordinal, letter(is)])]),
  };
  return [
    '<div class="steps" hidden role="group" aria-label="The steps, one after the other"><div class="pods" aria-hidden="true"></div>',
    `<p class="controls"><button type="button" data-by="-1">Back</button><input type="range" min="0" max="${moments.length}" value="0" aria-label="Step"><button type="button" data-by="1">Next</button></p>`,
    '<p role="status"></p>',
    `<script type="application/json">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script></div>`,
  ].join('');
}
