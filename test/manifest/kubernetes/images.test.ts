import { imageReferenceProblem, movingImageProblem, parseImage } from '../../../src/manifest/kubernetes/images';

test.each([
  ['postgres', { name: 'postgres', prefix: '' }],
  ['postgres:16.4', { name: 'postgres', prefix: '', tag: '16.4' }],
  ['registry:5000/postgres', { name: 'postgres', prefix: 'registry:5000' }],
  ['registry.example.com:5000/a/b/postgres:16.4', { name: 'postgres', prefix: 'registry.example.com:5000/a/b', tag: '16.4' }],
  ['postgres@sha256:abc', { name: 'postgres', prefix: '', digest: 'sha256:abc' }],
  ['registry:5000/a/postgres:16.4@sha256:abc', { name: 'postgres', prefix: 'registry:5000/a', tag: '16.4', digest: 'sha256:abc' }],
])('reads the image %s', (reference, parts) => {
  expect(parseImage(reference)).toEqual(parts);
});

test.each(['postgres:16.4', 'postgres:latest-alpine', 'postgres:latest@sha256:abc', 'postgres@sha256:abc', 'registry:5000/postgres:1'])('%s is always the same image', image => {
  expect(movingImageProblem(image)).toBeUndefined();
});

test.each([
  ['postgres', 'has no tag, which stands for latest'],
  ['registry:5000/postgres', 'has no tag, which stands for latest'],
  ['postgres:', 'has no tag, which stands for latest'],
  ['postgres:latest', 'has the tag latest'],
  ['registry:5000/a/postgres:latest', 'has the tag latest'],
])('fails for %s', (image, fault) => {
  expect(movingImageProblem(image)?.problem).toBe(fault);
});

test.each([
  'postgres', 'postgres:16.4', 'library/postgres', 'localhost/a', 'localhost:5000/a/b:1', 'registry.example.com/a_b/c__d/e--f.g:A.1-b',
  'Registry/a', '[2001:db8::1]:5000/a', `a@sha256:${'0a'.repeat(32)}`, `a:1@sha512:${'0a'.repeat(64)}`, 'a@other:0123456789abcdef0123456789abcdef',
])('%s names an image', reference => {
  expect(imageReferenceProblem(reference)).toBeUndefined();
});

test.each([
  ['Postgres:16', 'has capital letters in its name'],
  ['example.com/Team/db', 'has capital letters in its name'],
  ['https://example.com/db', 'has "https:" in the place of a registry'],
  ['-a.example.com/db', 'has "-a.example.com" in the place of a registry'],
  ['a//b', 'is not the name of an image'],
  ['a b', 'is not the name of an image'],
  ['{{ .Values.image }}', 'is not the name of an image'],
  [':1', 'is not the name of an image'],
  ['a:', 'has the tag "", which is none'],
  [`a:${'x'.repeat(129)}`, `has the tag "${'x'.repeat(129)}", which is none`],
  ['a@sha256:abc', 'has a digest that is none'],
  ['a@', 'has a digest that is none'],
  ['0a'.repeat(32), 'is the id of an image, and not its name'],
  [`a/${'b'.repeat(245)}`, 'is longer than 255 characters'],
])('fails for %s', (reference, fault) => {
  expect(imageReferenceProblem(reference)?.problem).toBe(fault);
});
