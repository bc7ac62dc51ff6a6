import * as fc from 'fast-check';
import { Decimal } from '../../lib/runtime/numbers';

/** Digits that no `number` prints again. */
const decimals = fc
  .tuple(fc.bigInt({ min: 10n ** 18n, max: 10n ** 30n }), fc.integer({ min: 1, max: 40 }))
  .map(([digits, places]) => new Decimal(`${digits * 10n + 7n}E-${places}`))
  .filter(({ text }) => !/E-[1-9]$/.test(text) || text.length > 21);

const bytes = fc.uint8Array({ maxLength: 12 });
const names = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.constantFrom('~number', '~set', '~bytes', '~map', '[]', '__proto__', 'toString', 'å', ''),
);

/** Numbers of every kind: small, large, with a fraction, and those that only a bigint or a `Decimal` holds. */
export const numbers = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 2 ** 53, -(2 ** 53), 1e21, 1e40, 0.1, 1e-7, 5e-324, 1.7976931348623157e308),
  fc.bigInt({ min: -(10n ** 60n), max: 10n ** 60n }),
  decimals,
);

/** Values that a message can hold: those of JSON. */
export const messages = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(
      null,
      true,
      false,
      '',
      'true',
      'null',
      '42',
      ' 42',
      '1e400',
      '12345678901234567890',
      '{"a":1}',
      '"a"',
    ),
    fc.string(),
    numbers,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(names, tie('value'), { maxKeys: 4 }),
  ),
})).value;

const sets = fc
  .oneof(
    fc.array(fc.string(), { minLength: 1, maxLength: 4 }),
    fc.array(fc.oneof(fc.integer(), fc.bigInt({ min: 2n ** 60n, max: 2n ** 70n })), { minLength: 1, maxLength: 4 }),
    fc.array(bytes, { minLength: 1, maxLength: 3 }),
  )
  .map((members) => new Set<unknown>(members));

/** Values that an item's attribute can hold: those of JSON, bytes and sets. */
export const attributes = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    messages,
    bytes,
    sets,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(names, tie('value'), { maxKeys: 4 }),
  ),
})).value;
