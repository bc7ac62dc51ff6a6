import type { InvokeClient } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { ask } from '../adapter/thread.js';
import type { TargetOptions } from './queue.js';

/** The client of a `PlainFunction`. `raw` is its path. */
export function invokeClient(_name: string, { target }: TargetOptions): BindingFactory {
  return (): InvokeClient<unknown, unknown, string> => ({
    raw: target,
    async invoke(event) {
      const answer = (await ask(target, 'function.invoke', JSON.stringify(event))) as string | undefined;
      return answer === undefined ? undefined : (JSON.parse(answer) ?? undefined);
    },
  });
}
