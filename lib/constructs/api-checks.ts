import type { Problems } from '../errors';
import type { Route } from '../routes';
import type { ApiFunctionProps, Cors, Throttle } from './api-function';

/** Highest rate of any provider's HTTP API, in requests per second. */
const MAX_REQUESTS = 10_000;

/** Checks the props of an `ApiFunction` that are the same on every provider. The routes are parsed. */
export function checkApiFunction(problems: Problems, props: ApiFunctionProps, routes: readonly Route[]): void {
  checkJwt(problems, props);
  checkOwnRoutes(problems, routes);
  if (props.cors !== undefined) checkCors(problems, props.cors);
  if (props.throttle !== undefined) checkThrottle(problems, props.throttle);
  if (props.domain !== undefined) checkDomain(problems, props.domain);
}

function checkJwt(problems: Problems, { auth }: ApiFunctionProps): void {
  if (typeof auth !== 'object' || auth.kind !== 'jwt') return;
  const { issuer, audience } = auth;
  problems.require(/^https:\/\/|\$\{Token/.test(issuer), {
    code: 'API_JWT',
    prop: 'auth.issuer',
    value: issuer,
    rule: 'is not an https URL, so the keys of the issuer cannot be fetched',
    fix: 'give the `iss` claim of your tokens, such as https://login.example.com/',
  });
  problems.require(audience.length > 0, {
    code: 'API_JWT',
    prop: 'auth.audience',
    value: audience,
    rule: 'is empty, so tokens issued for other services would be accepted',
    fix: 'give the `aud` or `client_id` claim of your tokens',
  });
}

function checkOwnRoutes(problems: Problems, routes: readonly Route[]): void {
  const seen = new Set<string>();
  for (const route of routes) {
    problems.require(!seen.has(route.claim), {
      code: 'API_ROUTE',
      prop: 'routes',
      value: route.key,
      rule: 'is listed twice; the names of parameters do not distinguish routes',
      fix: 'remove one of them',
    });
    seen.add(route.claim);
  }
}

function checkCors(problems: Problems, cors: Cors): void {
  problems.require(cors.origins.length > 0, {
    code: 'API_CORS',
    prop: 'cors.origins',
    value: cors.origins,
    rule: 'is empty, so CORS would allow no origin',
    fix: 'list the origins, or omit cors',
  });
  for (const origin of cors.credentials
    ? cors.origins.filter((each) => /^([a-z][a-z0-9+.-]*:\/\/)?\*$/i.test(each))
    : []) {
    problems.add({
      code: 'API_CORS',
      prop: 'cors.credentials',
      value: true,
      rule: `is combined with the origin '${origin}', so any website could send requests with the credentials of its visitors`,
      fix: 'list the origins one by one, or omit credentials',
    });
  }
  for (const origin of cors.origins) {
    problems.require(origin === '*' || /^[a-z][a-z0-9+.-]*:\/\/[^/*]*\*?[^/*]*$|\$\{Token/i.test(origin), {
      code: 'API_CORS',
      prop: 'cors.origins',
      value: origin,
      rule: 'is not an origin: a scheme and a host, without a path or a trailing slash',
      fix: 'write it as in https://shop.example',
    });
  }
}

function checkThrottle(problems: Problems, { rate, burst }: Throttle): void {
  problems.require(rate > 0 && Number.isInteger(burst) && burst > 0, {
    code: 'API_THROTTLE',
    prop: 'throttle',
    value: { rate, burst },
    rule: 'blocks every request: rate must be above 0, and burst a whole number of at least 1',
    fix: 'give such numbers, or omit throttle',
  });
  problems.require(burst <= 0 || burst >= rate / 10, {
    code: 'API_THROTTLE',
    prop: 'throttle.burst',
    value: burst,
    rule: `is less than a tenth of the rate of ${rate} per second, so requests that arrive together are rejected long before the rate is reached`,
    fix: 'give a burst of about the rate',
  });
  problems.require(rate <= MAX_REQUESTS, {
    code: 'API_THROTTLE',
    prop: 'throttle.rate',
    value: rate,
    rule: `is above the ${MAX_REQUESTS} requests per second of a whole account`,
    fix: 'give a lower rate, or omit throttle and raise the quota of the account',
  });
}

function checkDomain(problems: Problems, domain: NonNullable<ApiFunctionProps['domain']>): void {
  problems.require(domain.zone !== undefined || domain.certificate !== undefined, {
    code: 'API_DOMAIN',
    prop: 'domain',
    value: domain.name,
    rule: 'has neither a zone nor a certificate, so nothing proves that you own the name',
    fix: 'give domain.zone, or give domain.certificate and create the DNS record yourself',
  });
  problems.require(/^(?!-)([a-z0-9-]{1,63}\.)+[a-z]{2,}$|\$\{Token/i.test(domain.name), {
    code: 'API_DOMAIN',
    prop: 'domain.name',
    value: domain.name,
    rule: 'is not a domain name',
    fix: 'write it without a scheme or a path, such as api.example.com',
  });
}
