import type { IConstruct } from 'constructs';

const ids = new WeakMap<IConstruct, string>();

/**
 * Says what a construct stands for in the cloud, such as `bucket photos`: all that have the same id are one to the proof of
 * loops, whether they were made here or adopted.
 */
export function standsFor(construct: IConstruct, id: string): void {
  ids.set(construct, id);
}

/** What a construct stands for; undefined of what only it stands for. */
export function physicalId(construct: IConstruct): string | undefined {
  return ids.get(construct);
}
