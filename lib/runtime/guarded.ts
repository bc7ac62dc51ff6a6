import { failed } from './answers.js';
import type { AdapterContext } from './context.js';
import { type HandlerOf, type NativeHandler, resolveHandler, type TriggerMethod } from './handler.js';

declare const guardsRunFirst: unique symbol;

/** Function that runs its guards before any code of the user. Only `guarded` creates one. */
export type Guarded<Entry> = Entry & { readonly [guardsRunFirst]: true };

/** Checks between a request and the code of the user. */
export interface Guards {
  /** Resolves to the request for the handler, its body within the limit, or to the response in its place. */
  admit(request: Request, ctx: AdapterContext): Promise<Request | Response> | Request | Response;
  /** Adds CORS headers to a response. */
  allow?(request: Request, response: Response): Response;
}

/** Request that has passed all guards. */
export interface Admitted {
  readonly request: Request;
  /** Adds CORS headers to the response of a native handler. */
  readonly allow: (response: Response) => Response;
}

/** Calling convention of one provider: it passes `Args` and receives `Result`. */
export interface Door<Args extends readonly unknown[], Result> {
  context(...args: Args): AdapterContext;
  /**
   * Reads the request and leaves its body unread.
   * @throws when no `Request` can hold it, which is answered with 400
   */
  request(...args: Args): Request;
  /** Sends a response. */
  answer(response: Response, ctx: AdapterContext, ...args: Args): Promise<Result>;
  /** Calls a native handler. Absent where it is called as `serve` calls a portable one. */
  native?(handler: NativeHandler, admitted: Admitted, ...args: Args): Promise<Result>;
}

/** Answers an admitted request with a portable handler. */
export type Serve<Args extends readonly unknown[]> = (
  request: Request,
  ctx: AdapterContext,
  args: Args,
) => Promise<Response> | Response;

/** Parts that `guarded` composes. */
export interface GuardedParts<Method extends TriggerMethod, Args extends readonly unknown[], Result> {
  readonly guards: Guards;
  readonly door: Door<Args, Result>;
  readonly serve: (handler: HandlerOf<Method>) => Serve<NoInfer<Args>>;
}

/**
 * Composes guards and handler into the function that a provider calls with requests: the only way from a request to the
 * code of the user, portable or native.
 * @throws TypeError for an entry that exports no handler
 */
export function guarded<Method extends TriggerMethod, Args extends readonly unknown[], Result>(
  exported: unknown,
  method: Method,
  { guards, door, serve }: GuardedParts<Method, Args, Result>,
): Guarded<(...args: Args) => Promise<Result>> {
  const { native, portable } = resolveHandler(exported, method);
  const respond = serve(portable ?? ({ [method]: native } as unknown as HandlerOf<Method>));
  const entry = async (...args: Args): Promise<Result> => {
    const ctx = door.context(...args);
    let request: Request | undefined;
    let response: Response;
    const allow = (given: Response) => (request && guards.allow ? guards.allow(request, given) : given);
    try {
      request = door.request(...args);
      const admitted = await guards.admit(request, ctx);
      // Awaited elsewhere: the provider must see what a native handler throws.
      if (!('status' in admitted) && native && door.native)
        return door.native(native, { request: admitted, allow }, ...args);
      response = 'status' in admitted ? admitted : checked(await respond(admitted, ctx, args));
    } catch (error) {
      response = request ? failed(error, ctx) : failed(error, ctx, 400, 'Bad Request');
    }
    return door.answer(allow(response), ctx, ...args);
  };
  return entry as Guarded<typeof entry>;
}

function checked(response: Response): Response {
  // By shape: polyfills bring their own classes. The status of `Response.error()` is 0.
  if (response?.status > 199 && 'headers' in response) return response;
  throw new TypeError(`fetch must return a Response, not ${response && (response.type ?? typeof response)}`);
}
