import type { IConstruct } from 'constructs';

const ids = new WeakMap<IConstruct, string>();

/**
 * Sets the id of the cloud resource behind a construct, such as `bucket photos`: constructs with the same id are one
 * resource to the loop check, created here or adopted.
 */
export function standsFor(construct: IConstruct, id: string): void {
  ids.set(construct, id);
}

/** Returns the id of the cloud resource behind a construct; undefined if no other construct can share it. */
export function physicalId(construct: IConstruct): string | undefined {
  return ids.get(construct);
}
