/** One mistake in one prop: what was given, the rule it breaks, and the one action that mends it. */
export interface Problem {
  /** Stable name of the rule, such as `TIMEOUT_API`. Listed in the documentation of refusals. */
  readonly code: string;
  /** Name of the prop, dotted for a nested one: `throttle.burst`. */
  readonly prop: string;
  /** The value that was given. */
  readonly value?: unknown;
  /** The limit, and why it exists. Reads on after the value. */
  readonly rule: string;
  /** One action that mends it. */
  readonly fix: string;
}

/** Base of every error that tradewind throws on purpose. `code` is stable; `path` is the construct path. */
export class TradewindError extends Error {
  constructor(
    readonly code: string,
    readonly path: string,
    message: string,
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** The props of one construct break one or more rules: all of them are listed in `problems`. */
export class ValidationError extends TradewindError {
  constructor(
    path: string,
    readonly problems: readonly Problem[],
  ) {
    super(problems[0]?.code ?? 'INVALID', path, problems.map((problem) => formatProblem(path, problem)).join('\n'));
  }
}

/** A prop or construct that the chosen provider cannot honour. */
export class UnsupportedError extends TradewindError {}

/** One or more entries could not be bundled. */
export class BundleError extends TradewindError {}

/** A value type (schedule, route, duration) could not be parsed. Constructs turn it into a `Problem`. */
export class ParseError extends Error {
  constructor(
    readonly code: string,
    readonly rule: string,
    readonly fix: string,
  ) {
    super(`${rule}. Fix: ${fix}.`);
    this.name = 'ParseError';
  }
}

/** `[tradewind:CODE] <construct path>: <prop>=<value> <rule>. Fix: <action>.` */
export function formatProblem(path: string, problem: Problem): string {
  const value = problem.value === undefined ? '' : `=${formatValue(problem.value)}`;
  return `[tradewind:${problem.code}] ${path}: ${problem.prop}${value} ${problem.rule}. Fix: ${problem.fix}.`;
}

function formatValue(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (hasToSeconds(value)) return `${value.toSeconds()}s`;
  if (typeof value === 'object' && value !== null) return safeJson(value);
  return String(value);
}

function hasToSeconds(value: unknown): value is { toSeconds(): number } {
  return typeof (value as { toSeconds?: unknown } | null)?.toSeconds === 'function';
}

function safeJson(value: object): string {
  try {
    return JSON.stringify(value);
  } catch {
    return `[${value.constructor.name}]`;
  }
}

/**
 * Collects every mistake of one construct, so that a user sees them all at once.
 * Call the checks, then `throwIfAny()` before the first resource is made.
 */
export class Problems {
  private readonly found: Problem[] = [];

  constructor(private readonly path: string) {}

  /** Records a mistake. */
  add(problem: Problem): void {
    this.found.push(problem);
  }

  /** Records a mistake unless `holds`. */
  require(holds: boolean, problem: Problem): void {
    if (!holds) this.add(problem);
  }

  /** Runs a parser; a `ParseError` becomes a problem of `prop` and the result `undefined`. */
  parse<T>(prop: string, value: unknown, parser: () => T): T | undefined {
    try {
      return parser();
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      this.add({ code: error.code, prop, value, rule: error.rule, fix: error.fix });
      return undefined;
    }
  }

  /** @throws ValidationError with everything that was recorded. */
  throwIfAny(): void {
    if (this.found.length > 0) throw new ValidationError(this.path, this.found);
  }
}
