import { createHash } from 'node:crypto';
import { Finding } from '../manifest/lint/finding';

/**
 * Tells findings apart by what they are about, and not by the line, which moves.
 */
export function fingerprints(): (finding: Finding) => string {
  const seen = new Map<string, number>();
  return ({ id, object, path }) => {
    const subject = JSON.stringify([id, object.group, object.kind, object.namespace ?? '', object.name, path]);
    const hash = createHash('sha256').update(subject).digest('hex').slice(0, 16);
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return `${hash}:${count}`;
  };
}
