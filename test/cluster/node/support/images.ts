/** The image that `npx projen test:node` made: `ETCD_IMAGE` for `etcd`. */
export function requiredImage(name: string): string {
  const variable = `${name.toUpperCase()}_IMAGE`;
  const image = process.env[variable];
  if (!image) throw new Error(`${variable} is not set: run these tests with \`npx projen test:node\`, which makes the image`);
  return image;
}
