import { readSettings } from '../../../lib/aws/adapter/image-settings';

test('a function without its settings fails at its start, and says which are missing', () => {
  expect(() => readSettings({})).toThrow('[tradewind:IMAGES] TRADEWIND_IMAGES is not set.');
  expect(readSettings({ TRADEWIND_IMAGES: '{"results":"variants"}' })).toEqual({ results: 'variants' });
});
