import { hasAddress, limitWrites, withKeys } from '../../lib/runtime/object-keys';

test.each(['..', '.', '../a', 'a/..', 'a/../b', './a', 'a/.', 'a\\..\\b', '%2e%2E/a', '.%2e/a', 'a/%2e'])(
  'no address leads to %p: it would resolve to another key',
  (key) => {
    expect(hasAddress(key)).toBe(false);
    expect(new URL(`https://store.example/bucket/x/${key}`).pathname).not.toBe(`/bucket/x/${key}`);
  },
);

test.each(['a', '.a', 'a.', '..a', 'a..', '...', 'a/...', 'a.b/c..d', '.well-known/a', '%2e%2ea'])(
  'an address leads to %p',
  (key) => {
    expect(hasAddress(key)).toBe(true);
    expect(new URL(`https://store.example/bucket/x/${key}`).pathname).toBe(`/bucket/x/${key}`);
  },
);

describe('a client limited to reachable keys', () => {
  const asked: string[] = [];
  const note = async (key: string) => void asked.push(key);
  const store = { raw: undefined, get: note, head: note, put: note, delete: note, list: async () => ({ objects: [] }) };
  const client = withKeys(store, hasAddress);
  beforeEach(() => (asked.length = 0));

  test('never requests others', async () => {
    expect(await client.get('../a')).toBeUndefined();
    expect(await client.head('../a')).toBeUndefined();
    await client.delete('../a');
    await expect(client.put('../a', '')).rejects.toThrow('No object can have the key ../a here');
    expect(asked).toEqual([]);
  });

  test('requests reachable keys', async () => {
    for (const ask of [client.get, client.head, client.delete]) await ask('a');
    await client.put('a', '');
    expect(asked).toEqual(['a', 'a', 'a', 'a']);
  });
});

describe('a client that writes below a prefix', () => {
  const asked: string[] = [];
  const note = async (key: string) => void asked.push(key);
  const store = { raw: undefined, get: note, head: note, put: note, delete: note, list: async () => ({ objects: [] }) };
  const client = limitWrites(store, { writesUnder: 'out/' });
  beforeEach(() => (asked.length = 0));

  test.each(['in/a', 'out', 'Out/a', '/out/a', 'out/../in/a', 'out/%2e%2e/in/a', 'out/..\\in\\a'])(
    'refuses %p',
    async (key) => {
      await expect(client.put(key, '')).rejects.toThrow(TypeError);
      await expect(client.delete(key)).rejects.toThrow('may write keys that start with out/');
      expect(asked).toEqual([]);
    },
  );

  test('writes and deletes below it', async () => {
    await client.put('out/a', '');
    await client.delete('out/b');
    expect(asked).toEqual(['out/a', 'out/b']);
  });

  test('writes all keys without a prefix', () => {
    expect(limitWrites(store, {})).toBe(store);
  });
});
