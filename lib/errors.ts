/** One mistake in one prop: the given value, the rule that it breaks, and the action that corrects it. */
export interface Problem {
  /** Stable name of the rule, such as `TIMEOUT_API`. Listed in the documentation of refusals. */
  readonly code: string;
  /** Name of the prop, dotted for a nested one: `throttle.burst`. */
  readonly prop: string;
  /** The value that was given. */
  readonly value?: unknown;
  /** The limit and its reason, as the continuation of a sentence about the value. */
  readonly rule: string;
  /** Action that corrects it. */
  readonly fix: string;
}

/**
 * Base of every error that tradewind throws on purpose. `code` is stable; `path` is the construct path. Its fields are
 * not enumerable, because Node.js prints enumerable fields after the message; its stack has only frames of the app.
 */
export class TradewindError extends Error {
  /** Stable name of the rule, such as `TIMEOUT_API`. */
  declare readonly code: string;
  /** Path of the construct; empty for an app as a whole. */
  declare readonly path: string;

  constructor(code: string, path: string, message: string) {
    super(message);
    addFields(this, { name: new.target.name, code, path });
    keepAppFrames(this);
  }
}

/** The props of one construct break one or more rules: all of them are listed in `problems`. */
export class ValidationError extends TradewindError {
  /** Every mistake that was found. */
  declare readonly problems: readonly Problem[];

  constructor(path: string, problems: readonly Problem[]) {
    super(problems[0]?.code ?? 'INVALID', path, problems.map((problem) => formatProblem(path, problem)).join('\n'));
    addFields(this, { problems });
  }
}

/** A prop or construct that the provider does not support. */
export class UnsupportedError extends TradewindError {}

/** One or more entries could not be bundled. */
export class BundleError extends TradewindError {}

/** A value type (schedule, route, duration) could not be parsed. Constructs turn it into a `Problem`. */
export class ParseError extends Error {
  /** Stable name of the rule. */
  declare readonly code: string;
  /** The rule, and its reason. */
  declare readonly rule: string;
  /** One action that corrects the value. */
  declare readonly fix: string;

  constructor(code: string, rule: string, fix: string) {
    super(`${rule}. Fix: ${fix}.`);
    addFields(this, { name: 'ParseError', code, rule, fix });
    keepAppFrames(this);
  }
}

/**
 * Throws a refusal. Node.js prints the source line that throws, which would be one of tradewind, except for a line that
 * holds this marker.
 * @see https://github.com/nodejs/node/blob/main/src/node_errors.cc
 */
export function refuse(error: unknown): never {
  throw error; // node-do-not-add-exception-line
}

/** Sets fields that are not enumerable: Node.js prints the others after the message of an error that no one catches. */
export function addFields(error: Error, fields: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(fields)) Object.defineProperty(error, name, { value });
}

const FRAMES_SEARCHED = 100;
const FRAMES_SHOWN = 3;

/** Shortens a stack to the nearest frames that are neither of a package, nor of Node.js, nor of tradewind. */
function keepAppFrames(error: Error): void {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = FRAMES_SEARCHED;
  Error.captureStackTrace?.(error);
  Error.stackTraceLimit = stackTraceLimit;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line));
  const own = /^.*?\(?(\S*[\\/])errors\.[jt]s:/.exec(frames[0] ?? '')?.[1] ?? '\0';
  const inApp = frames.filter((frame) => !/[\\/]node_modules[\\/]|\(?node:/.test(frame) && !frame.includes(own));
  const stack = [`${error.name}: ${error.message}`, ...inApp.slice(0, FRAMES_SHOWN)].join('\n');
  Object.defineProperty(error, 'stack', { value: stack, configurable: true, writable: true });
}

/** `[tradewind:CODE] <construct path>: <prop>=<value> <rule>. Fix: <action>.` */
export function formatProblem(path: string, problem: Problem): string {
  const value = problem.value === undefined ? '' : `=${formatValue(problem.value)}`;
  const message = `[tradewind:${problem.code}] ${path}: ${problem.prop}${value} ${problem.rule}. Fix: ${problem.fix}.`;
  return message.replace(TOKEN, '<token>');
}

/** A value that is known only at deployment, as the libraries of the providers encode it in text, lists and numbers. */
const TOKEN = /[$#]\{(?:Tf)?Token\[[^\]]*\]\}|-1\.888154589\d*e\+289/g;

function formatValue(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'object' && value !== null) return safeText(value);
  return String(value);
}

function hasToSeconds(value: unknown): value is { toSeconds(): number } {
  return typeof (value as { toSeconds?: unknown } | null)?.toSeconds === 'function';
}

function safeText(value: object): string {
  try {
    return hasToSeconds(value) ? `${value.toSeconds()}s` : JSON.stringify(value);
  } catch {
    return `[${value.constructor?.name ?? 'object'}]`;
  }
}

/**
 * Collects every mistake of one construct, so that a user sees all of them at once. Call the checks, then
 * `throwIfAny()` before the first resource is created.
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
    if (this.found.length > 0) refuse(new ValidationError(this.path, this.found));
  }

  /**
   * Returns a value that a check has read, which is undefined only after a mistake.
   * @throws ValidationError with everything that was recorded
   */
  checked<Value>(value: Value | undefined): Value {
    this.throwIfAny();
    if (value === undefined) throw new Error(`${this.path}: a check returned no value and recorded no mistake`);
    return value;
  }
}
