import type { Problems } from '../errors';
import type { Route } from '../routes';
import type { ApiFunctionProps, Cors, Throttle } from './api-function';

/** What the most patient HTTP API allows a second. */
const MAX_REQUESTS = 10_000;

/** Checks the props of an `ApiFunction` that mean the same on every provider. Routes were parsed before. */
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
    rule: 'is no https URL, from which the keys of the issuer could be fetched',
    fix: 'give the `iss` claim of your tokens, such as https://login.example.com/',
  });
  problems.require(audience.length > 0, {
    code: 'API_JWT',
    prop: 'auth.audience',
    value: audience,
    rule: 'is empty, and tokens made for other services would be let in',
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
      rule: 'is claimed twice here; names of parameters make no difference',
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
    rule: 'is empty, so CORS would let nobody in',
    fix: 'list the origins, or leave cors out',
  });
  for (const origin of cors.credentials
    ? cors.origins.filter((each) => /^([a-z][a-z0-9+.-]*:\/\/)?\*$/i.test(each))
    : []) {
    problems.add({
      code: 'API_CORS',
      prop: 'cors.credentials',
      value: true,
      rule: `goes with the origin '${origin}', so that any page on the internet could call as the user who looks at it`,
      fix: 'list the origins one by one, or leave credentials out',
    });
  }
  for (const origin of cors.origins) {
    problems.require(origin === '*' || /^[a-z][a-z0-9+.-]*:\/\/[^/*]*\*?[^/*]*$|\$\{Token/i.test(origin), {
      code: 'API_CORS',
      prop: 'cors.origins',
      value: origin,
      rule: 'is no origin: a scheme and a host, without a path or a slash at the end',
      fix: 'write it like https://shop.example',
    });
  }
}

function checkThrottle(problems: Problems, { rate, burst }: Throttle): void {
  problems.require(rate > 0 && Number.isInteger(burst) && burst > 0, {
    code: 'API_THROTTLE',
    prop: 'throttle',
    value: { rate, burst },
    rule: 'blocks every call: rate has to be over 0 and burst a whole number of 1 or more',
    fix: 'give such numbers, or leave throttle out',
  });
  problems.require(burst <= 0 || burst >= rate / 10, {
    code: 'API_THROTTLE',
    prop: 'throttle.burst',
    value: burst,
    rule: `is less than a tenth of the rate of ${rate} a second, so requests that arrive together are refused long before the rate is reached`,
    fix: 'give a burst of about the rate',
  });
  problems.require(rate <= MAX_REQUESTS, {
    code: 'API_THROTTLE',
    prop: 'throttle.rate',
    value: rate,
    rule: `is over the ${MAX_REQUESTS} requests a second of a whole account`,
    fix: 'give less, or leave throttle out and raise the quota of the account',
  });
}

function checkDomain(problems: Problems, domain: NonNullable<ApiFunctionProps['domain']>): void {
  problems.require(domain.zone !== undefined || domain.certificate !== undefined, {
    code: 'API_DOMAIN',
    prop: 'domain',
    value: domain.name,
    rule: 'has neither a zone nor a certificate, so nothing can prove that the name is yours',
    fix: 'give domain.zone, or domain.certificate and the DNS record yourself',
  });
  problems.require(/^(?!-)([a-z0-9-]{1,63}\.)+[a-z]{2,}$|\$\{Token/i.test(domain.name), {
    code: 'API_DOMAIN',
    prop: 'domain.name',
    value: domain.name,
    rule: 'is no domain name',
    fix: 'write it without a scheme or a path, like api.example.com',
  });
}
