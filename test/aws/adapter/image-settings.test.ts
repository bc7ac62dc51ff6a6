import { readSettings } from '../../../lib/aws/adapter/image-settings';

test('reports missing settings by name', () => {
  expect(() => readSettings({})).toThrow('[tradewind:IMAGES] TRADEWIND_IMAGES is not set.');
  expect(readSettings({ TRADEWIND_IMAGES: '{"results":"variants"}' })).toEqual({ results: 'variants' });
});
