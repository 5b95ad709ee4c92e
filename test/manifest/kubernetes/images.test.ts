import { movingImageFault, parseImage } from '../../../src/manifest/kubernetes/images';

test.each([
  ['postgres', { name: 'postgres' }],
  ['postgres:16.4', { name: 'postgres', tag: '16.4' }],
  ['registry:5000/postgres', { name: 'postgres' }],
  ['registry.example.com:5000/a/b/postgres:16.4', { name: 'postgres', tag: '16.4' }],
  ['postgres@sha256:abc', { name: 'postgres', digest: 'sha256:abc' }],
  ['registry:5000/a/postgres:16.4@sha256:abc', { name: 'postgres', tag: '16.4', digest: 'sha256:abc' }],
])('reads the image %s', (reference, parts) => {
  expect(parseImage(reference)).toEqual(parts);
});

test.each(['postgres:16.4', 'postgres:latest-alpine', 'postgres:latest@sha256:abc', 'postgres@sha256:abc', 'registry:5000/postgres:1'])('%s is always the same image', image => {
  expect(movingImageFault(image)).toBeUndefined();
});

test.each([
  ['postgres', 'has no tag, which stands for latest'],
  ['registry:5000/postgres', 'has no tag, which stands for latest'],
  ['postgres:', 'has no tag, which stands for latest'],
  ['postgres:latest', 'has the tag latest'],
  ['registry:5000/a/postgres:latest', 'has the tag latest'],
])('fails for %s', (image, fault) => {
  expect(movingImageFault(image)).toBe(fault);
});
