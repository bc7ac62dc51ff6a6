import { InvokeError } from '../../runtime/client-errors';
import type { FunctionClient, InvokeClient } from '../../runtime/clients';
import { createContext, timeLeft } from '../../runtime/context';
import { resolveHandler } from '../../runtime/handler';
import { routeMatcher } from '../../runtime/route-matcher';
import { exportOf } from '../exported';

/** Settings of a fake function. */
export interface FakeFunctionOptions {
  /** Routes such as `GET /orders/{id}`, which provide `ctx.params`. @default ['$default'] */
  readonly routes?: readonly string[];
  /** Bindings of the function, and its environment variables. @default {} */
  readonly env?: object;
}

/**
 * `ApiFunction` with the client of a real one: it runs the entry in this process. `raw` is the list of requests.
 * @example
 * const PRICES = fakes.apiFunction({ fetch: () => Response.json({ lamp: 20 }) });
 */
export function apiFunction(
  entry: unknown,
  { routes = ['$default'], env = {} }: FakeFunctionOptions = {},
): FunctionClient<Request[]> {
  const { portable } = resolveHandler(exportOf(entry), 'fetch');
  if (portable === undefined) throw notPortable('fetch');
  const match = routeMatcher(routes);
  const raw: Request[] = [];
  return {
    raw,
    async fetch(input, init) {
      const request = new Request(input instanceof Request ? input : new URL(input, 'https://function.internal'), init);
      raw.push(request.clone());
      const ctx = newContext(request);
      ctx.params = match(request.method, new URL(request.url).pathname).params ?? {};
      try {
        return await portable.fetch(request, env as never, ctx);
      } catch (error) {
        ctx.log.error('Answered 500', error);
        return Response.json({ message: 'Internal Server Error', requestId: ctx.requestId }, { status: 500 });
      }
    },
  };
}

/**
 * `PlainFunction` with the client of a real one: it runs the entry in this process, and payload and result pass through
 * JSON. `raw` is the list of payloads.
 * @example
 * const PRICE = fakes.plainFunction({ invoke: ({ item }) => ({ total: item === 'lamp' ? 20 : 5 }) });
 */
export function plainFunction<Event = unknown, Result = unknown>(
  entry: unknown,
  { env = {} }: Pick<FakeFunctionOptions, 'env'> = {},
): InvokeClient<Event, Result, Event[]> {
  const { portable } = resolveHandler(exportOf(entry), 'invoke');
  if (portable === undefined) throw notPortable('invoke');
  const raw: Event[] = [];
  return {
    raw,
    async invoke(event) {
      const payload = throughJson(event) as Event;
      raw.push(payload);
      const ctx = newContext(payload);
      try {
        return throughJson(await portable.invoke(payload, env as never, ctx)) as Result;
      } catch (error) {
        ctx.log.error('The invocation failed', error);
        throw new InvokeError('The function failed', { cause: error });
      }
    },
  };
}

/** Undefined and `null` both arrive as undefined. */
function throughJson(value: unknown): unknown {
  const text = JSON.stringify(value);
  return text === undefined ? undefined : (JSON.parse(text) ?? undefined);
}

function newContext<Raw>(raw: Raw) {
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  return createContext({ provider: 'aws', requestId: crypto.randomUUID(), raw, log, remainingTime: timeLeft(30) });
}

function notPortable(method: string): TypeError {
  return new TypeError(
    `[tradewind:HANDLER] A fake runs portable handlers. Fix: give an entry with export default { ${method}(...) {} }.`,
  );
}
