import type { Problems } from '../errors';
import type { Idempotency } from './queue-worker';

/** Checks where the identity of a message is looked for. */
export function checkIdempotency(problems: Problems, idempotency: Idempotency | undefined): void {
  problems.require(idempotency === undefined || /^[\w-]+(\.[\w-]+)*$/.test(idempotency.key), {
    code: 'IDEMPOTENCY_KEY',
    prop: 'idempotency.key',
    value: idempotency?.key,
    rule: 'is no path of members in the body of a message',
    fix: 'write it dotted, such as id or order.number',
  });
}
