import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';

/** Places where imports that match a pattern of a tsconfig.json are searched for. */
export interface PathAlias {
  /** Prefix and suffix of the import. */
  readonly start: string;
  readonly end: string;
  /** `true` if the pattern has a star. Without one it is the whole import. */
  readonly isOpen: boolean;
  /** Absolute paths, in which `*` is replaced by the match of the pattern's star. */
  readonly targets: readonly string[];
}

/**
 * Reads the `paths` and `baseUrl` of tsconfig.json files that extend each other. Read from the text, which may contain
 * comments; an additional place does no harm.
 */
export function pathAliases(chain: readonly string[]): PathAlias[] {
  const texts = chain.filter((file) => existsSync(file)).map((file) => [file, readFileSync(file, 'utf8')] as const);
  const bases = texts.flatMap(([file, text]) =>
    [...text.matchAll(/"baseUrl"\s*:\s*"([^"]*)"/g)].map(([, base = '']) => path.resolve(path.dirname(file), base)),
  );
  const named = texts.flatMap(([file, text]) => {
    const paths = /"paths"\s*:\s*\{([^}]*)\}/.exec(text)?.[1] ?? '';
    return [...paths.matchAll(/"([^"]*)"\s*:\s*\[([^\]]*)\]/g)].map(([, pattern = '', list = '']) => {
      const targets = [...list.matchAll(/"([^"]*)"/g)].map(([, target = '']) => target);
      return aliasOf(pattern, targets, [...bases, path.dirname(file)]);
    });
  });
  return [...named, ...bases.map((base) => aliasOf('*', ['*'], [base]))];
}

/** Returns absolute paths, without or with an extension, that an import could mean. */
export function meanings(name: string, aliases: readonly PathAlias[]): string[] {
  return aliases.flatMap(({ start, end, isOpen, targets }) => {
    const fits = isOpen
      ? name.length >= start.length + end.length && name.startsWith(start) && name.endsWith(end)
      : name === start;
    if (!fits) return [];
    const star = name.slice(start.length, name.length - end.length);
    return targets.map((target) => target.replace('*', () => star));
  });
}

function aliasOf(pattern: string, targets: readonly string[], bases: readonly string[]): PathAlias {
  const [start = '', end] = pattern.split('*');
  return {
    start,
    end: end ?? '',
    isOpen: end !== undefined,
    targets: bases.flatMap((base) => targets.map((target) => path.resolve(base, target))),
  };
}
