import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { allTypes } from './types';
import { python } from '../../../src/adopt/python/language';
import { directoryWith } from '../../cli/support';

const TYPES = allTypes();
const HAS_PYTHON = spawnSync('python3', ['--version']).status === 0;

/** A Python that has no packages of ours, wherever it comes from. */
const BARE = directoryWith({ 'bin/python': '#!/bin/sh\nexec python3 -I "$@"\n' });
chmodSync(join(BARE, 'bin', 'python'), 0o755);

const [EMPTY, RIGHT, WRONG] = [{}, { 'program.py': 'a = 1\n' }, { 'charts/db.py': 'def\n' }]
  .map(files => directoryWith(files as unknown as Record<string, string>)) as [string, string, string];
const PYTHON = python(TYPES, EMPTY, { VIRTUAL_ENV: BARE });

(HAS_PYTHON ? test : test.skip)('without the packages its syntax is looked at, and that is said (needs python3)', () => {
  expect(PYTHON.run(RIGHT)).toMatch(/lacks some of cdk8s, cdk8s_plus_28, constructs, cdk8s_stateful_app; only its syntax was checked$/);
});

(HAS_PYTHON ? test : test.skip)('fails where the program is no Python (needs python3)', () => {
  expect(() => PYTHON.run(WRONG)).toThrow(/the program does not compile:[^]*db\.py/);
});
