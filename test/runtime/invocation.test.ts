import { InvokeError } from 'tradewind/runtime';
import { invoke as awsInvoke } from '../../lib/aws/adapter/invoke';
import { invoke as azureInvoke } from '../../lib/azure/adapter/invoke';
import { invoke as cloudflareInvoke } from '../../lib/cloudflare/adapter/invoke';
import { invoke as googleInvoke } from '../../lib/google/adapter/invoke';
import { createContext } from '../../lib/runtime/context';
import { answerInvocation, invocationRequest, invocationResult } from '../../lib/runtime/invocation';

const lines: unknown[] = [];
const log = { debug() {}, info() {}, warn() {}, error: (...line: unknown[]) => void lines.push(line) };
const ctx = () =>
  createContext({ provider: 'google', requestId: 'r-1', raw: undefined, log, remainingTime: () => 1000 });
const handler = { invoke: (event: unknown) => event };
const send = (request: Request, it: { invoke(event: never): unknown } = handler) =>
  answerInvocation(it, request, {}, ctx());

test.each([[{ a: [1, 'å', null] }], ['text'], [0], [false], [[]]])('carries %j there and back', async (event) => {
  expect(await invocationResult(await send(invocationRequest('https://f.example', event)))).toEqual(event);
});

test('undefined and null both arrive as undefined', async () => {
  for (const event of [undefined, null])
    expect(await invocationResult(await send(invocationRequest('https://f.example', event)))).toBeUndefined();
});

test('rejects other methods and invalid JSON, without calling the handler', async () => {
  const invoke = jest.fn();
  const answers = [
    await send(new Request('https://f.example'), { invoke }),
    await send(new Request('https://f.example', { method: 'POST', body: '{' }), { invoke }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([405, 400]);
  expect(invoke).not.toHaveBeenCalled();
});

test('a failure is an InvokeError without the message of the handler, which is in the log', async () => {
  const failing = {
    invoke() {
      throw new Error('the password is 1234');
    },
  };
  const response = await send(invocationRequest('https://f.example', {}), failing);
  const text = await response.clone().text();
  expect([response.status, text.includes('1234')]).toEqual([500, false]);
  await expect(invocationResult(response)).rejects.toThrow(InvokeError);
  expect(lines).toContainEqual([expect.any(String), expect.objectContaining({ message: 'the password is 1234' })]);
});

test('a native function is used as it is', () => {
  jest.spyOn(console, 'warn').mockImplementation(); // of the Azure library, which finds no host
  const native = () => {};
  const setup = { options: { timeoutSeconds: 30 } };
  expect(awsInvoke(native)).toBe(native);
  expect(googleInvoke(native, setup)).toBe(native);
  expect(azureInvoke(native, setup)).toBe(native);
  expect(cloudflareInvoke(native, setup).fetch).toBe(native);
});

test('an Azure entry that registers its own triggers exports app', () => {
  const app = { http: jest.fn(), timer: jest.fn(), serviceBusQueue: jest.fn() };
  expect(azureInvoke(app, { options: { timeoutSeconds: 30 } })).toBe(app);
  expect(app.http).not.toHaveBeenCalled();
});

test.each([awsInvoke, googleInvoke, azureInvoke, cloudflareInvoke])('rejects an entry without invoke', (adapter) => {
  expect(() => adapter({ fetch() {} }, { options: { timeoutSeconds: 30 } })).toThrow(/\[tradewind:HANDLER\].+invoke/);
});
