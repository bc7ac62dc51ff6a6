import { createHash } from 'node:crypto';

/** Rule for a name. */
export interface NameRule {
  /** Maximum length in characters. */
  readonly most: number;
  /** Text whose hash is the end of the name and makes it unique: the path of the construct. */
  readonly hashed: string;
}

const HASH = 8;

/**
 * Returns a name of lowercase letters, digits and dashes that begins with a letter and ends in a hash, which nearly
 * every service accepts. It changes only with the path.
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
