// Prints the time until the handler of a bundle can be called, and with an event, until it has answered.
import { printResult } from '../stacks/result';

const [file, event] = process.argv.slice(2) as [string, string | undefined];

async function start(): Promise<void> {
  const begun = performance.now();
  const { handler } = file.endsWith('.mjs') ? await import(file) : require(file);
  const ready = performance.now();
  if (event !== undefined) await handler(JSON.parse(event), context);
  printResult({ initMs: ready - begun, answeredMs: performance.now() - begun });
}

const context = {
  awsRequestId: '00000000-0000-4000-8000-000000000000',
  invokedFunctionArn: 'arn:aws:lambda:eu-north-1:123456789012:function:bench',
  getRemainingTimeInMillis: () => 1000,
};

void start();
