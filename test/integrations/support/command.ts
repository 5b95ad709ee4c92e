import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { writeCommand } from '../../../scripts/packages/command';

/** A budget that lets no pod go. */
export const BUDGET = `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: db
spec:
  maxUnavailable: 0
  selector:
    matchLabels:
      app: db
`;

/** Makes the package of the command before the tests of a file, in a folder that is gone after them. */
export function withCommand(): { readonly folder: () => string; readonly command: () => string } {
  let folder = '';
  let command = '';
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'integrations-'));
    command = await writeCommand(join(folder, 'stateful-app'));
  });
  after(() => rmSync(folder, { recursive: true }));
  return { folder: () => folder, command: () => command };
}

/** Undefined where the program is there and can do it; otherwise what a reader of the results is told. */
export function whyWithout(needed: string, program: string, ...args: string[]): string | undefined {
  return spawnSync(program, args).status === 0 ? undefined : `there is no ${needed}`;
}
