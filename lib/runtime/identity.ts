/**
 * Returns the identity of a message as text: the value in its body at a dotted path such as `order.number`. Parts of
 * the path are names of members, whatever characters they have. Equal values have equal identities, whatever the order
 * of their members; `0` and `false` are identities, and `7` differs from `'7'`.
 * @throws TypeError when there is no value: no such member, null, or an empty text, list or object
 */
export function identityOf(body: unknown, path: string): string {
  const value = path.split('.').reduce(memberOf, body);
  if (isEmpty(value)) throw new TypeError(`[tradewind:IDEMPOTENCY] The message has nothing at ${path}. Fix: send it.`);
  return JSON.stringify(value, canonical);
}

function memberOf(at: unknown, name: string): unknown {
  return typeof at === 'object' && at !== null && Object.hasOwn(at, name) ? at[name as keyof typeof at] : undefined;
}

function isEmpty(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return value === undefined || value === null || value === '';
}

/** Sorts members, and writes integers that are too large for a number. */
function canonical(_name: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
