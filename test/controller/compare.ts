import { RealSync } from './real-controller';
import { Action } from '../../src/manifest/controller/actions';
import { Sync } from '../../src/manifest/controller/sync';

/**
 * How the model differs from the real controller; undefined where it does not.
 */
export function difference(model: Sync, real: RealSync): string | undefined {
  const actions = model.batches.map(batch => batch.map(textOf).sort());
  const batches = inBatches(real.actions, actions.map(({ length }) => length));
  const one = JSON.stringify(sorted({ actions, status: model.status ?? null, failed: model.failed }));
  const other = JSON.stringify(sorted({ actions: batches, status: real.status, failed: real.failed }));
  return one === other ? undefined : `model      ${one}\ncontroller ${other}`;
}

/** What happens at once has no order, so each batch is sorted; what the model does not have is a batch of its own. */
function inBatches(actions: readonly string[], lengths: readonly number[]): string[][] {
  let start = 0;
  const batches = lengths.map(length => actions.slice(start, start += length).sort()).filter(({ length }) => length > 0);
  return [...batches, ...start < actions.length ? [actions.slice(start)] : []];
}

/** As step/objects.go writes it. */
function textOf(action: Action): string {
  switch (action.verb) {
    case 'create pod': return `${action.verb} ${action.ordinal} ${action.revision}`;
    case 'create claim': return `${action.verb} ${action.template}-web-${action.ordinal}`;
    case 'update claim': {
      const kinds = { set: 'StatefulSet', pod: 'Pod', other: 'Cluster' };
      const owners = action.owners.map(({ kind, uid }) => `${kinds[kind]}=${uid}`).sort();
      return `${action.verb} ${action.template}-web-${action.ordinal} ${owners.join(',')}`;
    }
    default: return `${action.verb} ${action.ordinal}`;
  }
}

function sorted({ actions, status, failed }: { actions: string[][]; status: object | null; failed: boolean }) {
  return { actions, status: status && Object.entries(status).sort(([one], [other]) => one < other ? -1 : 1), failed };
}
