import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { adopted, proofOf } from './support';

const FOLDER = join(__dirname, 'unusual');

// fields that few have, and some that a cluster would refuse: each of them is a property or a patch, and none is lost
test.each(readdirSync(FOLDER))('the program of %s makes the same objects', file => {
  const adoption = adopted(readFileSync(join(FOLDER, file), 'utf8'));
  expect(proofOf(adoption)).toMatchObject({ different: [], restarts: 0 });
  expect(adoption.others.filter(({ kind }) => kind === 'StatefulSet')).toEqual([]);
});
