import { Token } from 'aws-cdk-lib';
import { imageLimits } from '../../lib/constructs/image-limits';

const BYTES = { maxBytes: 1, maxPixels: 1 };
const decoded = (memory?: number, assumed?: number) => imageLimits({ ...BYTES, memory }, assumed).maxDecodedBytes;

test('decoding may take a share of the memory of the function', () => {
  expect(decoded(2000)).toBe(2 * decoded(1000));
});

test('memory that the plan decides is assumed', () => {
  expect(decoded(undefined, 1024)).toBe(decoded(1024));
  expect(decoded()).toBe(decoded(1769));
});

test('memory that is known only at deployment counts as the default', () => {
  expect(decoded(Token.asNumber({ Ref: 'Memory' }))).toBe(decoded(1769));
});
