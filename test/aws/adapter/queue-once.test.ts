import { queueOnce } from '../../../lib/aws/adapter/queue-once';

const options = { key: 'id', expireAfterSeconds: 60 };

describe('work that is done once', () => {
  test('needs the table that its construct makes', () => {
    delete process.env.TRADEWIND_IDEMPOTENCY_TABLE;
    expect(() => queueOnce({ queue() {} }, { options })).toThrow(/\[tradewind:IDEMPOTENCY\]/);
  });

  test('is for portable handlers', () => {
    expect(() => queueOnce(async () => undefined, { options })).toThrow(/\[tradewind:HANDLER\].*portable handlers/);
  });
});
