import { Annotations, Duration as CdkDuration, Stack, Token } from 'aws-cdk-lib';
import type { Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Bindings } from '../../constructs/bindings/bound-resource';
import type { FunctionSettings } from '../../constructs/function';
import type { Duration } from '../../duration';
import type { Problems } from '../../errors';
import { checkBindings } from '../bindings/bindings';
import { awsDefaults } from '../defaults';

/** Maximum size of the names and values of a function's environment variables, in bytes. */
const ENVIRONMENT_BYTES = 4096;
const SECRET_NAME = /(SECRET|TOKEN|PASSWORD|PASSWD|API_?KEY|PRIVATE_?KEY)/;
/** @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const RESERVED_NAME = /^(AWS_(?!ENDPOINT_URL)|LAMBDA_|_HANDLER$|_X_AMZN|TRADEWIND_)/;

/** Maximum timeout, set by a trigger or by Lambda. */
export interface TimeLimit {
  readonly code: string;
  readonly seconds: number;
  readonly why: string;
  readonly fix: string;
}

/** Maximum timeout of every function. */
export const LAMBDA_TIME_LIMIT: TimeLimit = {
  code: 'TIMEOUT_MAX',
  seconds: 900,
  why: 'is over the 900 s after which Lambda stops a function',
  fix: 'split the work with a queue, or use a Step Functions workflow, a durable function or a Fargate task',
};

/** Checks the settings of every function: timeout, environment and concurrency. The support table limits the memory. */
export function checkFunction(
  problems: Problems,
  settings: FunctionSettings,
  overrides: object | undefined,
  limit: TimeLimit = LAMBDA_TIME_LIMIT,
): void {
  checkTimeout(problems, settings.timeout, limit);
  checkEnvironment(problems, settings.environment ?? {});
  checkBindings(problems, (settings as { bindings?: Bindings }).bindings, settings.environment);
  checkConcurrency(problems, settings.maxInstances);
  checkFunctionOverrides(problems, overrides ?? {});
}

/** Seconds of a duration; `undefined` if it is known only at deployment. */
export function literalSeconds(duration: Duration | undefined): number | undefined {
  if (duration === undefined) return undefined;
  if (duration instanceof CdkDuration)
    return duration.isUnresolved() ? undefined : duration.toSeconds({ integral: false });
  return duration.toSeconds();
}

function checkTimeout(problems: Problems, timeout: Duration | undefined, limit: TimeLimit): void {
  const seconds = literalSeconds(timeout);
  if (seconds === undefined) return;
  const value = `${seconds} s`;
  if (!Number.isInteger(seconds) || seconds < 1) {
    const rule = 'is not a whole number of seconds of 1 or more, which Lambda requires';
    problems.add({ code: 'TIMEOUT_MAX', prop: 'timeout', value, rule, fix: 'give whole seconds, such as seconds(10)' });
  } else if (seconds > limit.seconds) {
    problems.add({ code: limit.code, prop: 'timeout', value, rule: limit.why, fix: limit.fix });
  }
}

function checkEnvironment(problems: Problems, environment: Readonly<Record<string, string>>): void {
  let bytes = 0;
  for (const [name, value] of Object.entries(environment)) {
    if (!Token.isUnresolved(name)) checkName(problems, name);
    bytes += Buffer.byteLength(name) + (Token.isUnresolved(value) ? 0 : Buffer.byteLength(value));
  }
  problems.require(bytes <= ENVIRONMENT_BYTES, {
    code: 'ENV_SIZE',
    prop: 'environment',
    value: `${bytes} bytes`,
    rule: `is over the ${ENVIRONMENT_BYTES} bytes that Lambda accepts for all names and values`,
    fix: 'keep large settings in a parameter or an object, and pass its name',
  });
}

function checkName(problems: Problems, name: string): void {
  problems.require(/^[A-Za-z][A-Za-z0-9_]+$/.test(name), {
    code: 'ENV_KEY',
    prop: `environment.${name}`,
    rule: 'is not a name that Lambda accepts: a letter, then at least one letter, digit or underscore',
    fix: 'rename it',
  });
  problems.require(!RESERVED_NAME.test(name), {
    code: 'ENV_RESERVED',
    prop: `environment.${name}`,
    rule: 'is a name that Lambda or tradewind reserves',
    fix: 'rename it',
  });
}

function checkConcurrency(problems: Problems, maxInstances: number | undefined): void {
  if (maxInstances === undefined || Token.isUnresolved(maxInstances)) return;
  if (!Number.isInteger(maxInstances) || maxInstances < 0) {
    const rule = 'is not a whole number of 1 or more';
    problems.add({ code: 'RESERVED_NEG', prop: 'maxInstances', value: maxInstances, rule, fix: 'give such a number' });
  } else if (maxInstances === 0) {
    const rule = 'stops the function: every call would be throttled';
    const fix = 'omit it; to pause a job use enabled: false';
    problems.add({ code: 'RESERVED_ZERO', prop: 'maxInstances', value: maxInstances, rule, fix });
  }
}

function checkFunctionOverrides(
  problems: Problems,
  overrides: { runtime?: Runtime; logRetention?: unknown; logRemovalPolicy?: unknown },
): void {
  for (const prop of ['logRetention', 'logRemovalPolicy'] as const) {
    problems.require(overrides[prop] === undefined, {
      code: 'LOG_CLASH',
      prop: `overrides.function.${prop}`,
      value: overrides[prop],
      rule: 'conflicts with the log group of the construct, and would add a custom resource',
      fix: 'use the prop logRetention of the construct, or give overrides.function.logGroup',
    });
  }
  problems.require(!isOld(overrides.runtime), {
    code: 'RUNTIME_OLD',
    prop: 'overrides.function.runtime',
    value: overrides.runtime?.name,
    rule: 'receives no more security patches, and Lambda will refuse to create and update functions with it',
    fix: 'omit it, or give nodejs22.x or newer',
  });
}

function isOld(runtime: Runtime | undefined): boolean {
  const major = /^nodejs(\d+)\.x$/.exec(runtime?.name ?? '')?.[1];
  return major !== undefined && Number(major) < 22;
}

/** Warns about environment variables that look like secrets, because they are plain text in the template. */
export function warnOfSecrets(scope: Construct, environment: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(environment)) {
    if (!SECRET_NAME.test(name) || Token.isUnresolved(value) || /(ARN|NAME|ID|URL)$/.test(name)) continue;
    Annotations.of(scope).addWarningV2(
      'tradewind:ENV_SECRET',
      `[tradewind:ENV_SECRET] ${scope.node.path}: environment.${name} looks like a secret, and its value is readable in the template and the console. Fix: pass the name of a secret, and read it in the function.`,
    );
  }
}

const reserved = new WeakMap<Stack, { path: string; amount: number }[]>();

/**
 * Refuses a stack that reserves too much concurrency: Lambda keeps 100 unreserved for the other functions of the
 * account. The quota of the account is 1000, or the context value `tradewind:accountConcurrency`.
 */
export function claimConcurrency(scope: Construct, amount: number | undefined): void {
  if (amount === undefined || Token.isUnresolved(amount)) return;
  const stack = Stack.of(scope);
  const claims = reserved.get(stack) ?? [];
  if (claims.length === 0) {
    reserved.set(stack, claims);
    stack.node.addValidation({ validate: () => starving(stack, claims) });
  }
  claims.push({ path: scope.node.path, amount });
}

function starving(stack: Stack, claims: readonly { path: string; amount: number }[]): string[] {
  const quota = Number(
    stack.node.tryGetContext('tradewind:accountConcurrency') ?? awsDefaults.accountConcurrency.value,
  );
  const total = claims.reduce((sum, claim) => sum + claim.amount, 0);
  if (total <= quota - 100) return [];
  const list = claims.map((claim) => `${claim.path} ${claim.amount}`).join(', ');
  return [
    `[tradewind:RESERVED_STARVE] ${stack.node.path}: maxInstances=${total} in total (${list}) leaves less than 100 of the account's ${quota}, which Lambda refuses. Fix: reserve less, or raise the quota and set the context value tradewind:accountConcurrency.`,
  ];
}
