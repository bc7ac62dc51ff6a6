import * as fc from 'fast-check';
import { toPlain } from '../../lib/runtime/values';
import { captureLog } from '../aws/adapter/lambda-context';
import { messages } from './arbitrary-values';
import { messagePaths } from './message-paths';

captureLog();
beforeEach(() => {
  jest.spyOn(console, 'log').mockImplementation(() => {});
  // The library of Azure reports that there is no host.
  jest.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => jest.restoreAllMocks());

describe.each(Object.entries(messagePaths))('a message on %s', (_provider, path) => {
  const receive = async (body: unknown) => {
    let received: unknown;
    await path(
      (queue) => queue.send(body),
      (batch) => {
        received = batch.messages[0]?.body;
      },
    );
    return received;
  };

  test('arrives as it was sent: no digit is lost, and text stays text', async () => {
    await fc.assert(
      fc.asyncProperty(messages, async (body) => {
        expect(await receive(body)).toEqual(toPlain(body));
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    '12345678901234567890',
    '1e400',
    'true',
    ' 42',
    '{"id":1}',
    '"quoted"',
    'line\u0000\u001f\ufffe',
    '\ud800 half',
    42,
    true,
    null,
    12345678901234567890n,
    { id: 2n ** 60n },
  ])('arrives as it was sent: %p', async (body) => {
    expect(await receive(body)).toStrictEqual(body);
  });

  test('is delivered again when each fails, though the handler does not await it', async () => {
    const again = await path(
      (queue) => queue.send({ id: 1 }),
      (batch) => {
        void batch.each(async () => {
          await new Promise((resolve) => setTimeout(resolve, 5));
          throw new Error('no luck');
        });
      },
    );
    expect(again).toBe(true);
  });

  test('is rejected when JSON cannot express it', async () => {
    const send = (body: unknown) =>
      path(
        (queue) => queue.send(body),
        () => {},
      );
    await expect(send({ at: Number.NaN })).rejects.toThrow(/VALUE] the value[.\w]*\.at is NaN/);
    await expect(send({ bytes: new Uint8Array(2) })).rejects.toThrow(/VALUE] the value[.\w]*\.bytes is bytes/);
  });
});
