import { answer } from '../../runtime/answers';
import type { Guard } from '../../runtime/web-guards';
import type { Clock } from '../clock';

/** Most requests of an API. */
export interface Rates {
  readonly requestsPerSecond: number;
  readonly burst: number;
}

/**
 * Refuses requests over the rate with 429, as a bucket of tokens that refills by the clock of the engine.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 */
export function throttle({ requestsPerSecond, burst }: Rates, clock: Clock): Guard {
  let tokens = burst;
  let last = clock.now();
  return (_request, ctx) => {
    const now = clock.now();
    tokens = Math.min(burst, tokens + ((now - last) / 1000) * requestsPerSecond);
    last = now;
    if (tokens < 1) return answer(429, 'Too Many Requests', ctx);
    tokens -= 1;
    return undefined;
  };
}
