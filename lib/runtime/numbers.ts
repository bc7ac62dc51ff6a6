/**
 * Decimal number with more digits than a JavaScript `number` can hold, such as an amount that another program wrote
 * with twenty decimals. It keeps the digits as they were written, is stored as a number again, and is written to JSON
 * as text. Arithmetic operators use the nearest `number`.
 */
export class Decimal {
  /** Digits as written, such as `0.12345678901234567890` or `1E-200`. */
  readonly text: string;

  /** @throws TypeError when the text is not a decimal number */
  constructor(text: string) {
    if (!NUMBER.test(text))
      throw new TypeError(`${JSON.stringify(text)} is not a decimal number, such as -12.5 or 1e-7.`);
    this.text = text;
  }

  /** Recognizes decimals of other copies of this module, for which `instanceof` is false. */
  get [Symbol.toStringTag](): string {
    return 'Decimal';
  }

  /** Returns the digits. */
  toString(): string {
    return this.text;
  }

  /** Returns the digits as text: JSON readers would round the number. */
  toJSON(): string {
    return this.text;
  }

  /** Returns the nearest `number`. */
  valueOf(): number {
    return Number(this.text);
  }
}

const NUMBER = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;
/**
 * Number of digits of the largest `number`. A whole number with more is a `Decimal`: an exponent could ask for
 * billions.
 */
const MAX_DIGITS = 309;
/** Most digits that `toPrecision` prints. */
const MAX_PRECISION = 100;

/** Tests for a `Decimal`, also of a decimal library that marks its class in the same way. */
export function isDecimal(value: unknown): value is Decimal {
  return Object.prototype.toString.call(value) === '[object Decimal]';
}

/**
 * Parses a number written in decimal, by the same rule wherever it comes from:
 * - a whole number up to `Number.MAX_SAFE_INTEGER` is a `number`, a larger one a `bigint`;
 * - any other number is a `number` if that prints all of its digits again, else a `Decimal`.
 * @throws TypeError when the text is not a decimal number
 */
export function fromDecimal(text: string): number | bigint | Decimal {
  const { sign, digits, exponent } = partsOf(text);
  if (exponent >= 0) {
    const number = Number(text);
    if (Number.isSafeInteger(number)) return number === 0 ? 0 : number;
    return digits.length + exponent > MAX_DIGITS ? new Decimal(text) : BigInt(sign + digits + '0'.repeat(exponent));
  }
  return isHeld(text, digits) ? Number(text) : new Decimal(text);
}

/**
 * Applies the same rule to a `number`: a whole number beyond `Number.MAX_SAFE_INTEGER` becomes a `bigint` of the digits
 * that it prints.
 */
export function fromNumber(value: number): number | bigint | Decimal {
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return fromDecimal(String(value));
  // A zero without a sign: decimals have no negative zero.
  return value === 0 ? 0 : value;
}

/** Tests if a `number` prints the same digits again. */
function isHeld(text: string, digits: string): boolean {
  if (digits.length > MAX_PRECISION) return false;
  const printed = partsOf(Number(text).toPrecision(digits.length));
  const given = partsOf(text);
  return printed.digits === given.digits && printed.exponent === given.exponent;
}

/** Splits a number into its digits without zeros at either end, and the power of ten that multiplies them. */
function partsOf(text: string): { sign: string; digits: string; exponent: number } {
  const [, sign = '', whole = '', fraction = '', power = '0'] = NUMBER.exec(text) ?? [];
  if (whole === '') throw new TypeError(`${JSON.stringify(text)} is not a decimal number.`);
  const all = (whole + fraction).replace(/^0+/, '');
  // No regular expression, which would scan each run of zeros again and again.
  let end = all.length;
  while (all[end - 1] === '0') end -= 1;
  const digits = all.slice(0, end);
  if (digits === '') return { sign: '', digits: '0', exponent: 0 };
  return {
    sign: sign === '-' ? '-' : '',
    digits,
    exponent: Number(power) - fraction.length + all.length - digits.length,
  };
}
