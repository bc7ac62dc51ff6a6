import type { Duration } from '../duration';
import type { Auth } from './auth';
import type { EntryFunctionSettings } from './function';
import type { ProviderTypes } from './provider';

/** Which pages of other origins may call. @see https://developer.mozilla.org/docs/Web/HTTP/CORS */
export interface Cors {
  /**
   * Origins such as `https://shop.example`, `https://*.shop.example`, or `'*'` for any. With `credentials`, neither `'*'` nor
   * `https://*`.
   */
  readonly origins: readonly string[];
  /**
   * Methods that may be used.
   * @default - those of the routes
   */
  readonly methods?: readonly string[];
  /**
   * Request headers that may be sent.
   * @default ['authorization', 'content-type']
   */
  readonly headers?: readonly string[];
  /**
   * Response headers that a page may read.
   * @default []
   */
  readonly exposeHeaders?: readonly string[];
  /**
   * Whether cookies and credentials may be sent. Not together with the origin `'*'`.
   * @default false
   */
  readonly credentials?: boolean;
  /**
   * How long a browser may remember the answer.
   * @default hours(1)
   */
  readonly maxAge?: Duration;
}

/** The most requests that are let through to the routes of one function. */
export interface Throttle {
  /** Requests a second, on average. */
  readonly rate: number;
  /** Requests at once. */
  readonly burst: number;
}

/** A domain name of the user's for the API. */
export interface Domain<P extends ProviderTypes = ProviderTypes> {
  /** The full name: `api.example.com`. */
  readonly name: string;
  /**
   * The zone that holds the name. The record is written to it, and the certificate validated through it.
   * @default - no record is made; `certificate` is needed then
   */
  readonly zone?: P['zone'];
  /**
   * A certificate for the name, in the API's region.
   * @default - one is made and validated through `zone`
   */
  readonly certificate?: P['certificate'];
}

/** A function that answers HTTP requests. */
export interface ApiFunctionProps<P extends ProviderTypes = ProviderTypes> extends EntryFunctionSettings<P> {
  /**
   * How long one request may take, in whole seconds; 29 at most, because the API gives up at 30. With `streaming`, 900.
   * @default seconds(10)
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
   */
  readonly timeout?: Duration;
  /**
   * Memory in MiB.
   * @default 1024
   */
  readonly memory?: number;
  /**
   * Routes that it answers: `GET /orders/{id}`, `ANY /files/{path+}`, `$default`. A path with a segment `.` or `..`, encoded or not,
   * is answered with 400. An HTTP API of AWS decodes the path, so that the handler sees `%2F` as `/` in `request.url`: send a
   * value that can have a slash in the query, or use `streaming: true`.
   * @default ['$default']
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
   */
  readonly routes?: readonly string[];
  /** Who may call. Required, so that an open endpoint is never an accident. */
  readonly auth: Auth;
  /**
   * Which other origins may call from a browser. Holds for the whole API, errors of the gateway included.
   * @default - no other origin
   */
  readonly cors?: Cors;
  /**
   * Limits the requests to these routes.
   * @default { rate: 100, burst: 200 }
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
   */
  readonly throttle?: Throttle;
  /**
   * A domain name for the API. Its own endpoint is switched off then.
   * @default - the provider's own name
   */
  readonly domain?: Domain<P>;
  /**
   * The API to answer on: `'own'` for one of its own, one that another `ApiFunction` made (`orders.api`), one of yours,
   * or an imported one.
   * @default - one API per stack, shared
   */
  readonly api?: P['api'] | 'own';
  /**
   * Whether the response is sent while it is being made. Lifts the size limit of responses; on AWS a function URL then
   * answers in place of the HTTP API.
   * @default false
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html
   */
  readonly streaming?: boolean;
  /**
   * Largest request body that reaches the handler, in bytes. A larger one is answered with 413. On Google Cloud, which
   * decompresses bodies, it is the size after that. AWS passes a binary body to the function as base64, of which it takes
   * 6,291,456 bytes: a binary body can have about 4.5 MB there. Hand out presigned uploads for more.
   * @default 6291456
   * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
   */
  readonly maxRequestBytes?: number;
  /**
   * The provider library's own props, applied last.
   * @default {}
   */
  readonly overrides?: P['overrides']['ApiFunction'];
}
