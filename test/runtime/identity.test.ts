import { identityOf } from '../../lib/runtime/identity';

test.each<[key: string, body: unknown, identity: string]>([
  ['id', { id: 'a' }, '"a"'],
  ['order.id', { order: { id: 7 } }, '7'],
  ['order-id', { 'order-id': 7 }, '7'],
  ['2fa', { '2fa': 'x' }, '"x"'],
  ['order-item.id', { 'order-item': { id: 'x' } }, '"x"'],
  ['items.0.id', { items: [{ id: 'x' }] }, '"x"'],
  ['id', { id: 0 }, '0'],
  ['id', { id: '0' }, '"0"'],
  ['id', { id: false }, 'false'],
  ['id', { id: 12345678901234567890n }, '"12345678901234567890n"'],
  ['id', { id: [1, { b: 2, a: [0] }] }, '[1,{"a":[0],"b":2}]'],
  ['id', { id: { b: 1, a: { d: 1, c: 2 } } }, '{"a":{"c":2,"d":1},"b":1}'],
  ['__proto__', JSON.parse('{"__proto__":5}'), '5'],
])('the identity at %s of %p is %s', (key, body, identity) => {
  expect(identityOf(body, key)).toBe(identity);
});

test.each<[key: string, body: unknown]>([
  ['id', {}],
  ['id', { id: null }],
  ['id', { id: '' }],
  ['id', { id: [] }],
  ['id', { id: {} }],
  ['order.id', { order: 'text' }],
  ['order.id', { order: null }],
  ['length', 'text'],
  ['constructor', {}],
  ['__proto__', {}],
  ['order.toString', { order: {} }],
  ['id', 'text'],
  ['id', 7],
  ['id', null],
  ['id', undefined],
])('there is no identity at %s of %p', (key, body) => {
  expect(() => identityOf(body, key)).toThrow(
    `[tradewind:IDEMPOTENCY] The message has nothing at ${key}. Fix: send it.`,
  );
});
