import type { FunctionBehaviour } from './behaviour';

/** A function that clients invoke. Nothing else does. */
export const plainFunction: FunctionBehaviour = {
  oneAtATime: false,
  adapter: () => ({ name: 'invoke', export: 'invoke' }),
  connect() {},
};
