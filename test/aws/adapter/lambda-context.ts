import type { LambdaContext } from '../../../lib/aws/adapter/lambda';

export const REQUEST_ID = '8f507cfc-xmpl-4697-b07a-ac58fc914c95';

/** Context object that Lambda passes to a handler. */
export function lambdaContext(overrides: Partial<LambdaContext> = {}): LambdaContext {
  return {
    awsRequestId: REQUEST_ID,
    invokedFunctionArn: 'arn:aws:lambda:eu-north-1:123456789012:function:test',
    getRemainingTimeInMillis: () => 30_000,
    ...overrides,
  };
}

/** A line of the log, read. */
export type LogEntry = Record<string, unknown> & {
  readonly error?: { readonly message: string; readonly stack: string };
};

/** Collects the log lines that are written while a test runs. */
export function captureLog(): { entries(): LogEntry[] } {
  const lines: string[] = [];
  let spy: jest.SpyInstance;
  beforeEach(() => {
    lines.length = 0;
    spy = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      lines.push(...String(chunk).split('\n').filter(Boolean));
      return true;
    });
  });
  afterEach(() => spy.mockRestore());
  return { entries: () => lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line)) };
}
