import type { ApiFunctionProps, Cors, Domain, Throttle } from '../constructs/api-function';
import { hours, seconds } from '../duration';
import type { DefaultRows } from './row';
import { entryRows, noOverrides } from './shared-rows';

const AWS_LAMBDA = 'https://docs.aws.amazon.com/lambda/latest/dg';
const AWS_API = 'https://docs.aws.amazon.com/apigateway/latest/developerguide';

/** Defaults of `ApiFunction`. */
export const apiFunction = {
  ...entryRows,
  timeout: {
    value: seconds(10),
    why: 'Well below the 30 s after which the API gives up, so that the function ends first and writes a log line.',
    source: `${AWS_API}/http-api-quotas.html`,
  },
  memory: {
    value: 1024,
    why: 'More than half a vCPU, which start-up needs most; doubling it rarely pays for a handler that waits.',
    source: `${AWS_LAMBDA}/configuration-memory.html`,
  },
  routes: { value: ['$default'], why: 'One function that answers every request, as frameworks expect.' },
  cors: { behaviour: 'none', why: 'An origin that is allowed by accident is a vulnerability.' },
  throttle: {
    value: { rate: 100, burst: 200 },
    why: 'Without a limit, one API can use all 10,000 requests per second of the account.',
    source: `${AWS_API}/http-api-throttling.html`,
  },
  domain: { behaviour: 'the default endpoint of the provider', why: 'A custom domain needs your zone or certificate.' },
  api: {
    behaviour: 'one API that all functions of the stack share',
    why: 'One address, one access log and one set of limits; each further function adds only its routes.',
  },
  streaming: { value: false, why: 'A buffered response can pass through an API with routes, tokens and throttling.' },
  maxRequestBytes: {
    value: 6_291_456,
    why: 'The maximum that the function can receive. Set a lower limit if you know the size of your requests.',
    source: `${AWS_LAMBDA}/gettingstarted-limits.html`,
  },
  overrides: noOverrides,
} satisfies DefaultRows<ApiFunctionProps>;

/** Defaults of `Cors`. */
export const cors = {
  methods: { behaviour: 'those of the routes', why: 'The API answers no other methods.' },
  headers: { value: ['authorization', 'content-type'], why: 'A JSON client with a token sends these.' },
  exposeHeaders: { value: [], why: 'Browsers always expose the safe ones.' },
  credentials: { value: false, why: 'Cookies across origins must be requested explicitly.' },
  maxAge: { value: hours(1), why: 'It saves a preflight for each request, and a change takes effect within an hour.' },
} satisfies DefaultRows<Cors>;

/** Defaults of `Domain`. */
export const domain = {
  zone: { behaviour: 'no record is created, and `certificate` is required', why: 'The zone can be elsewhere.' },
  certificate: { behaviour: 'a certificate is created and validated through `zone`', why: 'It renews itself.' },
} satisfies DefaultRows<Domain>;

/** Defaults of `Throttle`. */
export const throttle = {} satisfies DefaultRows<Throttle>;
