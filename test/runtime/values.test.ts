import * as fc from 'fast-check';
import { parseJson, stringifyJson } from '../../lib/runtime/json-text';
import { decodeMessage, encodeMessage } from '../../lib/runtime/message-text';
import { Decimal, fromDecimal } from '../../lib/runtime/numbers';
import { fromStoredItem, toStoredItem } from '../../lib/runtime/stored-json';
import { toPlain } from '../../lib/runtime/values';
import { attributes, messages, numbers } from './arbitrary-values';

describe('a number in decimal', () => {
  test.each<[string, number | bigint | Decimal]>([
    ['0', 0],
    ['-0', 0],
    ['1.50', 1.5],
    ['9007199254740991', 9007199254740991],
    ['-9007199254740991', -9007199254740991],
    ['9007199254740992', 9007199254740992n],
    ['12345678901234567890', 12345678901234567890n],
    ['1E+40', 10n ** 40n],
    ['-1.25e3', -1250],
    ['0.1', 0.1],
    ['0.10000000000000001', 0.1],
    ['0.1000000000000000055511151231257827', 0.1],
    ['3.141592653589793238', new Decimal('3.141592653589793238')],
    ['1e400', new Decimal('1e400')],
    ['1e-400', new Decimal('1e-400')],
    ['1e999999999', new Decimal('1e999999999')],
  ])('%s becomes the type that holds all of its digits', (text, value) => {
    expect(fromDecimal(text)).toEqual(value);
    expect(typeof fromDecimal(text)).toBe(typeof value);
  });

  test('keeps the digits of each JavaScript number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (given) => {
        expect(Number(fromDecimal(String(given)))).toBe(given === 0 ? 0 : given);
      }),
    );
  });

  test('is rejected when it is not a number', () => {
    for (const text of ['', 'one', '1e', '0x10', 'NaN', 'Infinity', ' 1']) {
      expect(() => fromDecimal(text)).toThrow(TypeError);
      expect(() => new Decimal(text)).toThrow(/not a decimal number/);
    }
  });

  test('is arithmetic, text and JSON', () => {
    const amount = new Decimal('0.12345678901234567890');
    expect(Number(amount) * 2).toBeCloseTo(0.2469);
    expect([`${amount.toString()}`, JSON.stringify({ amount })]).toEqual([
      '0.12345678901234567890',
      '{"amount":"0.12345678901234567890"}',
    ]);
  });
});

describe('a value', () => {
  const again = (work: (value: unknown) => unknown) => (value: unknown) => expect(work(value)).toEqual(toPlain(value));

  test('has one form, wherever it came from: a second pass changes nothing', () => {
    fc.assert(
      fc.property(
        attributes,
        again((value) => toPlain(toPlain(value))),
      ),
    );
  });

  test('is the same after JSON', () => {
    fc.assert(
      fc.property(
        messages,
        again((value) => parseJson(stringifyJson(value))),
      ),
    );
  });

  test('is JSON that any program can read', () => {
    fc.assert(
      fc.property(messages, (value) => {
        expect(() => JSON.parse(stringifyJson(value))).not.toThrow();
      }),
    );
  });

  test('is the same after a message', () => {
    fc.assert(
      fc.property(
        messages,
        again((value) => decodeMessage(encodeMessage(value))),
      ),
    );
  });

  test('is the same after it is stored as JSON', () => {
    const stored = (value: unknown) => fromStoredItem(JSON.parse(JSON.stringify(toStoredItem({ value })))).value;
    fc.assert(fc.property(attributes, again(stored)));
  });

  test('is a number, a bigint or a decimal by its size alone', () => {
    fc.assert(
      fc.property(numbers, (value) => {
        const kind = (found: unknown) => (found instanceof Decimal ? 'Decimal' : typeof found);
        const kinds = [
          toPlain(value),
          parseJson(stringifyJson({ value })) as { value: unknown },
          fromStoredItem(toStoredItem({ value })),
        ].map((found) =>
          kind(typeof found === 'object' && 'value' in (found ?? {}) ? (found as { value: unknown }).value : found),
        );
        expect(new Set(kinds).size).toBe(1);
      }),
    );
  });

  test.each<[string, unknown, RegExp]>([
    ['NaN', { a: [Number.NaN] }, /VALUE] the value\.a\[0] is NaN/],
    ['an infinity', Number.NEGATIVE_INFINITY, /-Infinity/],
    ['a function', { a: () => 1 }, /the value\.a is function/],
    ['an empty set', new Set(), /an empty set/],
    ['a mixed set', new Set(['a', 1]), /a set of text and number members/],
  ])('is rejected when it would be lost: %s', (_name, value, message) => {
    expect(() => toPlain(value)).toThrow(TypeError);
    expect(() => toPlain(value)).toThrow(message);
  });

  test('is rejected when it contains itself', () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = { cycle };
    expect(() => toPlain(cycle)).toThrow(/the value\.self\.cycle is a cycle/);
  });

  test('of bytes or of a set is rejected in a message', () => {
    expect(() => encodeMessage({ a: new Uint8Array(1) })).toThrow(/the value\.a is bytes/);
    expect(() => encodeMessage(new Set([1]))).toThrow(/is a set/);
  });
});

describe('text that another program sends', () => {
  test.each(['12345678901234567890', '1e400', 'true', 'null', '42', '-1.0', '007', '{not json', 'plain', ''])(
    'arrives as it is: %j',
    (text) => {
      expect(decodeMessage(text)).toBe(text);
    },
  );

  test('is parsed when it is an object or a list, and no digit is lost', () => {
    expect(decodeMessage('{"id":12345678901234567890,"s":"1e5","n":[1.5]}')).toEqual({
      id: 12345678901234567890n,
      s: '1e5',
      n: [1.5],
    });
    expect(decodeMessage(' [1e40, "\\"x\\\\"]')).toEqual([10n ** 40n, '"x\\']);
  });
});

test('text in a message costs time in proportion to its length', () => {
  const text = (length: number) => `{"a":"${'\\"1e5'.repeat(length)}"}`;
  const least = (given: string) =>
    Math.min(
      ...Array.from({ length: 20 }, () => {
        const begun = process.hrtime.bigint();
        parseJson(given);
        return Number(process.hrtime.bigint() - begun);
      }),
    );
  // Long enough that both are beyond the caches of the processor.
  const [short, long] = [text(20_000), text(160_000)];
  least(short);
  least(long);
  expect(least(long) / least(short)).toBeLessThan(32);
});
