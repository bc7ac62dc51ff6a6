import { createLogger } from '../../lib/runtime/logger';

function capture(level?: string) {
  const lines: string[] = [];
  const log = createLogger({
    requestId: 'r-1',
    level,
    write: (line) => lines.push(line),
    mapStack: (stack) => `mapped ${stack}`,
  });
  return { log, lines, entry: (index = 0) => JSON.parse(lines[index]!) };
}

test('a line is one JSON object with the fields next to the message', () => {
  const { log, lines, entry } = capture();
  log.info('two\nlines', { order: 7, nested: { a: [1] } });
  expect(lines[0]).not.toContain('\n');
  expect(entry()).toEqual({
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    level: 'INFO',
    requestId: 'r-1',
    message: 'two\nlines',
    order: 7,
    nested: { a: [1] },
  });
  expect(Object.keys(entry()).slice(0, 4)).toEqual(['timestamp', 'level', 'requestId', 'message']);
});

test('no field can forge the head', () => {
  const { log, entry } = capture();
  log.warn('real', { level: 'DEBUG', requestId: 'other', message: 'forged' });
  expect(entry()).toMatchObject({ level: 'WARN', requestId: 'r-1', message: 'real' });
});

test.each([
  ['TRACE', 4],
  ['DEBUG', 4],
  ['info', 3],
  ['WARN', 2],
  ['ERROR', 1],
  ['FATAL', 0],
  ['nonsense', 4],
  [undefined, 4],
])('with level %s, %i of four are written', (level, count) => {
  const { log, lines } = capture(level);
  log.debug('d');
  log.info('i');
  log.warn('w');
  log.error('e');
  expect(lines).toHaveLength(count);
});

describe('errors', () => {
  test('are written with mapped stack, code and causes', () => {
    const { log, entry } = capture();
    const cause = Object.assign(new TypeError('deep'), { code: 'EDEEP' });
    log.error('failed', new Error('top', { cause }), { order: 7 });
    expect(entry()).toMatchObject({
      message: 'failed',
      order: 7,
      error: {
        name: 'Error',
        message: 'top',
        stack: expect.stringMatching(/^mapped Error: top\n\s+at /),
        cause: { name: 'TypeError', message: 'deep', code: 'EDEEP', stack: expect.stringMatching(/^mapped /) },
      },
    });
  });

  test('of an AggregateError are all written', () => {
    const { log, entry } = capture();
    log.error('failed', new AggregateError([new Error('a'), 'b'], 'both'));
    expect(entry().error).toMatchObject({ message: 'both', errors: [{ message: 'a' }, { message: 'b' }] });
  });

  test('are cut in the middle if they repeat a long input, and keep their frames', () => {
    const { log, lines, entry } = capture();
    log.error('failed', new Error(`no ${'x'.repeat(5_000_000)} here`));
    expect(lines[0]!.length).toBeLessThan(50_000);
    const { message, stack } = entry().error;
    expect(message).toMatch(/^no x+ … x+ here$/);
    expect(stack).toMatch(/^mapped Error: no x+ … x+ here\n\s+at /);
    log.error('failed', 'y'.repeat(5_000_000));
    expect(lines[1]!.length).toBeLessThan(50_000);
  });

  test('whose causes form a cycle are cut', () => {
    const { log, entry } = capture();
    const error = new Error('ring');
    error.cause = error;
    log.error('failed', error);
    expect(entry().error.cause.cause.message).toBe('ring');
  });

  test.each([
    ['a string', 'a string'],
    [42, '42'],
    [null, 'null'],
    [{ reason: 'x' }, '{"reason":"x"}'],
    [Symbol('s'), 'Symbol(s)'],
    [Object.create(null), '{}'],
  ])('that are no Error are described: %p', (thrown, message) => {
    const { log, entry } = capture();
    log.error('failed', thrown);
    expect(entry().error.message).toBe(message);
  });

  test('that cannot be read do not make the call fail', () => {
    const { log, entry } = capture();
    const trap = new Proxy(
      {},
      {
        get: () => {
          throw new Error('trap');
        },
      },
    );
    log.error('failed', trap);
    expect(entry()).toMatchObject({ message: 'failed', error: { message: 'unreadable object' } });
  });

  test('among the fields are described too', () => {
    const { log, entry } = capture();
    log.warn('retrying', { last: new Error('inner') });
    expect(entry().last).toMatchObject({ name: 'Error', message: 'inner' });
  });
});

describe('fields that JSON cannot express', () => {
  test('a bigint becomes text', () => {
    const { log, entry } = capture();
    log.info('m', { big: 12345678901234567890n });
    expect(entry().big).toBe('12345678901234567890');
  });

  test('a cycle is cut', () => {
    const { log, entry } = capture();
    const ring: Record<string, unknown> = { a: 1 };
    ring.self = ring;
    log.info('m', { ring });
    expect(entry().ring).toEqual({ a: 1, self: '[seen]' });
  });

  test('a throwing getter drops the fields, not the line', () => {
    const { log, entry } = capture();
    log.error('m', new Error('kept'), {
      bad: {
        get x() {
          throw new Error('getter');
        },
      },
    });
    expect(entry()).toMatchObject({ message: 'm', error: { message: 'kept' } });
  });
});
