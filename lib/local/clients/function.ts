import { boundRequest } from '../../runtime/bound-request.js';
import type { FunctionClient } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { ask } from '../adapter/thread.js';
import type { TargetOptions } from './queue.js';

/** A response on its way between threads. */
export interface SentResponse {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

const BODILESS = [204, 205, 304];

/** The client of an `ApiFunction`. `raw` is its path. */
export function functionClient(_name: string, { target }: TargetOptions): BindingFactory {
  return (): FunctionClient<string> => ({
    raw: target,
    async fetch(...given) {
      const request = boundRequest('http://function.internal', given);
      const { status, headers, body } = (await ask(target, 'function.fetch', {
        method: request.method,
        url: request.url,
        headers: [...request.headers],
        body: request.body === null ? undefined : new Uint8Array(await request.arrayBuffer()),
      })) as SentResponse;
      const content = BODILESS.includes(status) ? null : new Uint8Array(body);
      return new Response(content, { status, headers: headers as [string, string][] });
    },
  });
}
