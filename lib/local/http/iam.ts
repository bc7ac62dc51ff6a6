import { randomUUID } from 'node:crypto';
import { answer } from '../../runtime/answers';
import type { Guard } from '../../runtime/web-guards';

/** The credentials of callers that the provider would know by `auth: 'iam'`: one key for each engine. */
export class LocalCredentials {
  /** Value of the header `authorization`. */
  readonly authorization = `Local ${randomUUID()}`;

  /** Admits requests that carry the key; others are answered with 403, as a gateway does. */
  readonly guard: Guard = ({ headers }, ctx) =>
    headers.get('authorization') === this.authorization ? undefined : answer(403, 'Forbidden', ctx);
}
