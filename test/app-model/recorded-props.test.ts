import { recordedProps } from '../../lib/app-model/recorded-props';

test('the app model has the names of variables and of inputs, but none of their values', () => {
  const props = {
    environment: { TOKEN: 'secret-1', EMPTY: undefined },
    input: { password: 'secret-2', nested: { key: 'secret-3' } },
    worker: { environment: { KEY: 'secret-4' } },
    overrides: { function: { environment: { KEY: 'secret-5' }, memorySize: 512 } },
    timeout: { toSeconds: () => 60 },
  };
  const recorded = recordedProps(props, () => false);
  expect(JSON.stringify(recorded)).not.toContain('secret');
  expect(recorded).toMatchObject({
    environment: { TOKEN: '<hidden>', EMPTY: '<hidden>' },
    input: { password: '<hidden>', nested: '<hidden>' },
    overrides: { function: { environment: { KEY: '<hidden>' }, memorySize: 512 } },
  });
  expect(recordedProps({ input: 'secret-6' }, () => false).input).toBe('<hidden>');
  expect(recordedProps({ environment: {} }, () => false).environment).toEqual({});
});
