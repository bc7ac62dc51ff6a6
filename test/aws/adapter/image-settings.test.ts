import { readSettings } from '../../../lib/aws/adapter/image-settings';

test('settings that are missing are told by name', () => {
  expect(() => readSettings({})).toThrow('[tradewind:IMAGES] TRADEWIND_IMAGES is not set.');
  expect(readSettings({ TRADEWIND_IMAGES: '{"results":"variants"}' })).toEqual({ results: 'variants' });
});
