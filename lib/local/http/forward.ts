import type { AdapterContext } from '../../runtime/context';
import { compareRoutes, routeMatcher } from '../../runtime/route-matcher';
import { httpApi } from '../../testing/events';
import { toResponse } from '../../testing/invoke';
import type { HttpInvocation, ResponseHead } from '../adapter/protocol';
import type { LocalFunction } from '../functions/local-function';

/** Statuses whose responses have no body. @see https://fetch.spec.whatwg.org/#null-body-status */
const BODILESS = [204, 205, 304];

/** Runs a function with a request that was admitted. @throws FunctionError when it fails before it has answered */
export async function forward(
  fn: LocalFunction,
  request: Request,
  ctx: AdapterContext,
  routes: readonly string[],
): Promise<Response> {
  const event = await invocationOf(request, ctx);
  return new Promise((resolve, reject) => {
    const sink = new StreamedResponse(resolve);
    const native = () => toHttpApi(event, routes);
    fn.run({ event, native, sink, requestId: ctx.requestId }).then(
      ({ value }) => {
        if (!sink.end()) resolve(toResponse(value as Parameters<typeof toResponse>[0]));
      },
      (error) => {
        if (!sink.fail(error)) reject(error);
      },
    );
  });
}

async function invocationOf(request: Request, { params, claims }: AdapterContext): Promise<HttpInvocation> {
  const body = request.body === null ? undefined : new Uint8Array(await request.arrayBuffer());
  const { method, url, headers } = request;
  return { kind: 'http', method, url, headers: [...headers], body, params: { ...params }, claims };
}

/** A response whose body arrives in parts. */
class StreamedResponse {
  private controller?: ReadableStreamDefaultController<Uint8Array>;
  private isBegun = false;

  constructor(private readonly begin: (response: Response) => void) {}

  head({ status, headers }: ResponseHead): void {
    this.isBegun = true;
    const start = (controller: ReadableStreamDefaultController<Uint8Array>) => {
      this.controller = controller;
    };
    // The caller may read no more of it.
    const cancel = () => {
      this.controller = undefined;
    };
    const body = BODILESS.includes(status) ? null : new ReadableStream<Uint8Array>({ start, cancel });
    this.begin(new Response(body, { status, headers: headers as [string, string][] }));
  }

  part(bytes: Uint8Array): void {
    this.controller?.enqueue(bytes);
  }

  /** Ends the body. Returns `false` if there was no response. */
  end(): boolean {
    this.controller?.close();
    return this.isBegun;
  }

  /** Breaks the body off. Returns `false` if there was no response, so that the caller can answer. */
  fail(error: unknown): boolean {
    this.controller?.error(error);
    return this.isBegun;
  }
}

const TEXT = /^(text\/|application\/(json|xml|javascript|x-www-form-urlencoded)|[^;]+\+(json|xml))/i;

/** The request in the form of Lambda. */
function toHttpApi({ method, url, headers, body, claims }: HttpInvocation, routes: readonly string[]) {
  const { pathname, search } = new URL(url);
  const all = Object.fromEntries(headers);
  const { cookie, ...rest } = all;
  const isText = TEXT.test(all['content-type'] ?? '');
  const [route] = routes.filter((each) => routeMatcher([each])(method, pathname).params).sort(compareRoutes);
  return httpApi({
    method,
    path: `${pathname}${search}`,
    route,
    headers: rest,
    claims,
    ...(cookie !== undefined && { cookies: cookie.split(/; */) }),
    ...(body && { body: isText ? new TextDecoder().decode(body) : body }),
  });
}
