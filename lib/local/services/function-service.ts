import { InvokeError } from '../../runtime/client-errors';
import type { SentResponse } from '../clients/function';
import type { LocalFunction } from '../functions/local-function';
import type { Endpoint } from '../http/endpoint';
import type { Service } from './service';

/** Functions by the paths that bindings name. */
export interface BoundFunctions {
  endpoint(target: string): Endpoint | undefined;
  function(target: string): LocalFunction | undefined;
}

interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly [string, string][];
  readonly body?: Uint8Array<ArrayBuffer>;
}

/** Answers the clients of functions. */
export function functionService(functions: BoundFunctions): Service {
  return (target, method, input) =>
    method === 'function.fetch'
      ? fetchBound(functions.endpoint(target), target, input as SentRequest)
      : invoke(functions.function(target), target, input as string | undefined);
}

async function fetchBound(endpoint: Endpoint | undefined, target: string, sent: SentRequest): Promise<SentResponse> {
  if (endpoint === undefined) throw new TypeError(`${target} does not run locally`);
  const { method, url, headers, body } = sent;
  const response = await endpoint.fetchBound(new Request(url, { method, headers: [...headers], body }));
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { status: response.status, headers: [...response.headers], body: bytes };
}

/** Payload and answer are JSON, as text. @throws InvokeError when the function fails */
export async function invoke(fn: LocalFunction | undefined, target: string, payload: string | undefined) {
  if (fn === undefined) throw new TypeError(`${target} does not run locally`);
  try {
    const native = () => (payload === undefined ? undefined : JSON.parse(payload));
    const { value, isNative } = await fn.run({ event: { kind: 'invoke', payload }, native });
    return isNative ? JSON.stringify(value) : (value as string | undefined);
  } catch (error) {
    throw new InvokeError(`The function failed: ${(error as Error).message}`, { cause: error });
  }
}
