import { createHash } from 'node:crypto';

/** What a name may be. */
export interface NameRule {
  /** Most characters. */
  readonly most: number;
  /** Text whose hash ends the name, so that it is unique: the path of the construct. */
  readonly hashed: string;
}

const HASH = 8;

/**
 * A name of lower-case letters, digits and dashes that begins with a letter and ends in a hash, which nearly every
 * service takes. It stays the same as long as the path does.
 */
export function physicalName(readable: string, { most, hashed }: NameRule): string {
  const hash = createHash('sha256').update(hashed).digest('hex').slice(0, HASH);
  const plain = readable
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '');
  const short = plain.slice(0, most - HASH - 1).replace(/-+$/, '');
  return `${short || 'x'}-${hash}`;
}
