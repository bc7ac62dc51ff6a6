import type { Problems } from '../errors';
import type { Idempotency } from './queue-worker';

/** Checks the path of the idempotency key. */
export function checkIdempotency(problems: Problems, idempotency: Idempotency | undefined): void {
  problems.require(idempotency === undefined || /^[\w-]+(\.[\w-]+)*$/.test(idempotency.key), {
    code: 'IDEMPOTENCY_KEY',
    prop: 'idempotency.key',
    value: idempotency?.key,
    rule: 'is not a path of members in the body of a message',
    fix: 'separate members by dots, such as id or order.number',
  });
}
