// Calls handlers in turn, batch by batch in one process, and prints the microseconds per call of each batch.
import { printResult } from '../stacks/result';

type Handler = (event: unknown, context: unknown) => Promise<{ readonly statusCode: number }>;

const BATCHES = 15;
const [callsText, eventText, ...files] = process.argv.slice(2) as [string, string, ...string[]];
const calls = Number(callsText);
const event: unknown = JSON.parse(eventText);
const context = {
  awsRequestId: '00000000-0000-4000-8000-000000000000',
  invokedFunctionArn: 'arn:aws:lambda:eu-north-1:123456789012:function:bench',
  getRemainingTimeInMillis: () => 1000,
};

async function batch(handler: Handler): Promise<number> {
  const begun = performance.now();
  for (let call = 0; call < calls; call += 1) {
    const { statusCode } = await handler(event, context);
    if (statusCode !== 200) throw new Error(`answered ${statusCode}`);
  }
  return ((performance.now() - begun) * 1000) / calls;
}

async function compare(): Promise<void> {
  const handlers = files.map((file) => require(file).handler as Handler);
  // Warm-up, until all are compiled.
  for (const handler of handlers) await batch(handler);
  const microseconds: number[][] = handlers.map(() => []);
  for (let round = 0; round < BATCHES; round += 1) {
    for (const [index, handler] of handlers.entries()) microseconds[index]!.push(await batch(handler));
  }
  printResult({ microseconds });
}

void compare();
