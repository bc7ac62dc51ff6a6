/** A length of time. Anything with `toSeconds()` fits, so the `Duration` of aws-cdk-lib does too. */
export interface Duration {
  /** The length in seconds. */
  toSeconds(): number;
}

class Seconds implements Duration {
  constructor(private readonly amount: number) {}

  toSeconds(): number {
    return this.amount;
  }

  toJSON(): string {
    return formatDuration(this);
  }
}

/** A duration of that many seconds. */
export const seconds = (amount: number): Duration => new Seconds(amount);

/** A duration of that many minutes. */
export const minutes = (amount: number): Duration => new Seconds(amount * 60);

/** A duration of that many hours. */
export const hours = (amount: number): Duration => new Seconds(amount * 3600);

/** A duration of that many days. */
export const days = (amount: number): Duration => new Seconds(amount * 86_400);

const UNITS = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const;

/** Seconds of a duration that `formatDuration` has written; `undefined` for other text. */
export function parseDuration(text: string): number | undefined {
  const [, amount, unit] = /^(\d+(?:\.\d+)?) (\w+)$/.exec(text) ?? [];
  const size = UNITS.find(([, name]) => name === unit)?.[0];
  return size === undefined ? undefined : Number(amount) * size;
}

/** The shortest exact form: `90 s`, `5 min`, `2 h`, `14 d`. */
export function formatDuration(duration: Duration): string {
  const total = duration.toSeconds();
  const [size, name] = UNITS.find(([unit]) => total >= unit && total % unit === 0) ?? [1, 's'];
  return `${total / size} ${name}`;
}
