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
    why: 'Well under the 30 s after which the API gives up, so that the function ends first and leaves a log line.',
    source: `${AWS_API}/http-api-quotas.html`,
  },
  memory: {
    value: 1024,
    why: 'More than half a vCPU, which start-up needs most; doubling it rarely pays for a handler that waits.',
    source: `${AWS_LAMBDA}/configuration-memory.html`,
  },
  routes: { value: ['$default'], why: 'One function that answers everything, as frameworks expect it.' },
  cors: { behaviour: 'no other origin', why: 'An origin that is let in by accident is a hole.' },
  throttle: {
    value: { rate: 100, burst: 200 },
    why: "Without it one API can use up the account's 10,000 requests a second.",
    source: `${AWS_API}/http-api-throttling.html`,
  },
  domain: { behaviour: "the provider's own name", why: 'A domain needs a zone and a certificate of yours.' },
  api: {
    behaviour: 'one API per stack, shared',
    why: 'One address, one access log and one set of limits; each further function adds only its routes.',
  },
  streaming: { value: false, why: 'A buffered response can go through an API with routes, tokens and throttling.' },
  maxRequestBytes: {
    value: 6_291_456,
    why: 'What the function can be given at all. Give less where you know what to expect.',
    source: `${AWS_LAMBDA}/gettingstarted-limits.html`,
  },
  overrides: noOverrides,
} satisfies DefaultRows<ApiFunctionProps>;

/** Defaults of `Cors`. */
export const cors = {
  methods: { behaviour: 'those of the routes', why: 'Nothing else would be answered.' },
  headers: { value: ['authorization', 'content-type'], why: 'What a JSON client with a token sends.' },
  exposeHeaders: { value: [], why: 'Browsers show the safe ones anyway.' },
  credentials: { value: false, why: 'Cookies across origins are to be asked for.' },
  maxAge: { value: hours(1), why: 'Saves a preflight a request, and a change is seen within the hour.' },
} satisfies DefaultRows<Cors>;

/** Defaults of `Domain`. */
export const domain = {
  zone: { behaviour: 'no record is made; `certificate` is needed then', why: 'The zone may be elsewhere.' },
  certificate: { behaviour: 'one is made and validated through `zone`', why: 'It renews itself.' },
} satisfies DefaultRows<Domain>;

/** Defaults of `Throttle`. */
export const throttle = {} satisfies DefaultRows<Throttle>;
