import type { SecretClient } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { remembered } from '../../runtime/remembered.js';
import { ask } from '../adapter/thread.js';
import type { TargetOptions } from './queue.js';

/** The client of a secret. `raw` is its path. */
export function secretClient(_name: string, { target }: TargetOptions): BindingFactory {
  return (): SecretClient<string> => ({
    raw: target,
    get: remembered(async () => (await ask(target, 'secret.get')) as string),
  });
}
