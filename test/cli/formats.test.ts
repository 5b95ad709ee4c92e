import { directoryWith, FAULTLESS, run as runIn } from './support';
import { FORMATS } from '../../src/cli/format';

// what each way to write a report must tell besides findings: silence would say that all was looked at

const directory = directoryWith({
  'good.yaml': FAULTLESS,
  'broken.yaml': 'a: [',
  'empty.yaml': '',
  'rolled.yaml': FAULTLESS.replace('image: example.com/db:1', 'image: example.com/db:2'),
});
const told = async (...args: string[]) => {
  const { out } = await runIn(args, { directory });
  // texts may be escaped, and broken into lines
  return out.replace(/&#?\w+;|\\[nu"]|%0A|\s+/g, ' ');
};

test.each(FORMATS)('%s tells what could not be read beside what could', async format => {
  expect(await told('check', 'good.yaml', 'broken.yaml', '--format', format)).toMatch(/broken\.yaml.*syntax error|syntax error.*broken\.yaml/);
});

test.each(FORMATS)('%s tells why nothing was looked at', async format => {
  expect(await told('check', 'empty.yaml', '--format', format)).toMatch(/there is no object in|nothing/i);
});

test.each(FORMATS)('%s tells what an update does to the data', async format => {
  expect(await told('diff', 'good.yaml', 'rolled.yaml', '--severity', 'info', '--format', format)).toMatch(/comes back with its claims/);
});
