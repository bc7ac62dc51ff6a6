import type { Duration } from '../duration';
import type { Auth } from './auth';
import type { EntryFunctionSettings } from './function';
import type { ProviderTypes } from './provider';

/** Cross-origin requests that browsers are allowed to send. @see https://developer.mozilla.org/docs/Web/HTTP/CORS */
export interface Cors {
  /**
   * Origins such as `https://shop.example`, `https://*.shop.example`, or `'*'` for any. With `credentials`, neither `'*'` nor
   * `https://*`.
   */
  readonly origins: readonly string[];
  /**
   * Allowed methods.
   * @default - those of the routes
   */
  readonly methods?: readonly string[];
  /**
   * Allowed request headers.
   * @default ['authorization', 'content-type']
   */
  readonly headers?: readonly string[];
  /**
   * Response headers that a page can read.
   * @default []
   */
  readonly exposeHeaders?: readonly string[];
  /**
   * Allows cookies and credentials. Not supported with the origin `'*'`.
   * @default false
   */
  readonly credentials?: boolean;
  /**
   * Time for which a browser caches the result of a preflight request.
   * @default hours(1)
   */
  readonly maxAge?: Duration;
}

/** Maximum rate of requests to the routes of one function. */
export interface Throttle {
  /** Average requests per second. */
  readonly rate: number;
  /** Maximum number of requests at the same instant. */
  readonly burst: number;
}

/** Custom domain name of an API. */
export interface Domain<P extends ProviderTypes = ProviderTypes> {
  /** The full name: `api.example.com`. */
  readonly name: string;
  /**
   * DNS zone of the name. The record is created in it, and the certificate is validated through it.
   * @default - no record is created, and `certificate` is required
   */
  readonly zone?: P['zone'];
  /**
   * Certificate for the name, in the region of the API.
   * @default - a certificate is created and validated through `zone`
   */
  readonly certificate?: P['certificate'];
}

/** A function that answers HTTP requests. */
export interface ApiFunctionProps<P extends ProviderTypes = ProviderTypes> extends EntryFunctionSettings<P> {
  /**
   * Maximum duration of one request, in whole seconds. On AWS at most 29, because the API gives up after 30; at most 900
   * with `streaming`.
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
   * Routes of the function: `GET /orders/{id}`, `ANY /files/{path+}`, `$default`. A path with a segment `.` or `..`, encoded or not,
   * is answered with 400. An HTTP API of AWS decodes the path, so that the handler sees `%2F` as `/` in `request.url`: send a
   * value that can have a slash in the query, or use `streaming: true`.
   * @default ['$default']
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
   */
  readonly routes?: readonly string[];
  /** Authentication of callers. Required, so that no endpoint is public by accident. */
  readonly auth: Auth;
  /**
   * Cross-origin requests that browsers are allowed to send. Applies to the whole API, including errors of the gateway.
   * @default - none
   */
  readonly cors?: Cors;
  /**
   * Maximum rate of requests to these routes.
   * @default { rate: 100, burst: 200 }
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
   */
  readonly throttle?: Throttle;
  /**
   * Custom domain name. It disables the default endpoint of the API.
   * @default - the default endpoint of the provider
   */
  readonly domain?: Domain<P>;
  /**
   * API of the routes: `'own'` for a new one, the API of another `ApiFunction` (`orders.api`), an API of your own, or an
   * imported one.
   * @default - one API that all functions of the stack share
   */
  readonly api?: P['api'] | 'own';
  /**
   * Sends the response while the handler produces it, without a size limit. On AWS, a function URL replaces the HTTP API.
   * @default false
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html
   */
  readonly streaming?: boolean;
  /**
   * Largest request body that reaches the handler, in bytes. A larger one is answered with 413. On Google Cloud, which
   * decompresses bodies, it is the size after that. AWS passes a binary body to the function as base64, of which it accepts
   * 6,291,456 bytes: a binary body can have about 4.5 MB there. For larger ones, use presigned uploads.
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
