import type { ClientModel } from '../app-model/model';
import type { RunConstruct } from '../app-model/run-model';

/** Seconds of a function whose provider has no such setting. */
export const TIMEOUT_SECONDS = 30;

/** Reads a setting that is a number. */
export function numberOf(construct: RunConstruct, name: string): number | undefined {
  const value = construct.settings[name];
  return typeof value === 'number' ? value : undefined;
}

/** Reads a setting that is text. */
export function textOf(construct: RunConstruct, name: string): string | undefined {
  const value = construct.settings[name];
  return typeof value === 'string' ? value : undefined;
}

/** Reads a setting that is an object. */
export function objectOf<T extends object>(construct: RunConstruct, name: string): T | undefined {
  const value = construct.settings[name];
  return typeof value === 'object' && value !== null ? (value as T) : undefined;
}

/** The constructs of an app by their paths, and by the paths of what is below them. */
export class Constructs {
  private readonly byPath: ReadonlyMap<string, RunConstruct>;

  constructor(readonly all: readonly RunConstruct[]) {
    this.byPath = new Map(all.map((construct) => [construct.path, construct]));
  }

  /** The construct that has a resource: itself, or the nearest above it. */
  owner(path: string): RunConstruct | undefined {
    for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
      const found = this.byPath.get(at);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The path of a resource by the path of its construct, or by its own. */
  resource(path: string, kind: string): string | undefined {
    const paths = this.resources(kind);
    return paths.includes(path) ? path : paths.find((each) => each.startsWith(`${path}/`));
  }

  /** Paths of the resources of a kind that functions use or are invoked by. */
  resources(kind: string): string[] {
    // A pipeline names its buckets, of which its shipped function makes the clients.
    const isOf = (construct: RunConstruct, client: ClientModel | undefined) =>
      (client?.kind ?? (construct.kind === 'ImagePipeline' ? 'bucket' : undefined)) === kind;
    const bound = this.all.flatMap((each) => each.bindings.filter(({ client }) => isOf(each, client)));
    const triggers = this.all.flatMap((each) => each.triggers.filter((trigger) => SOURCES[trigger.kind] === kind));
    return [...new Set([...bound.map(({ target }) => target), ...triggers.flatMap(({ source }) => source ?? [])])];
  }
}

const SOURCES: Readonly<Record<string, string>> = { queue: 'queue', object: 'bucket', change: 'table' };
