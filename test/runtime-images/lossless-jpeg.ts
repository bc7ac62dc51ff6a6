/**
 * Encodes a grey JPEG of the lossless process (SOF3): each sample is the difference from the one before it, in the
 * first column from the one above.
 * @see https://www.w3.org/Graphics/JPEG/itu-t81.pdf, annex H
 */
export function losslessJpeg(width: number, height: number, sample: (x: number, y: number) => number): Buffer {
  const bits: string[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const above = y === 0 ? 128 : sample(0, y - 1);
      bits.push(code(sample(x, y) - (x === 0 ? above : sample(x - 1, y))));
    }
  }
  const text = bits.join('');
  const padded = text.padEnd(Math.ceil(text.length / 8) * 8, '1');
  const data = (padded.match(/.{8}/g) ?? []).flatMap((byte) => {
    const value = Number.parseInt(byte, 2);
    return value === 0xff ? [0xff, 0] : [value];
  });
  const frame = [8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0];
  // Categories 0 to 8, each with a code of four bits.
  const table = [0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8];
  const scan = [1, 1, 0, 1, 0, 0];
  return Buffer.from([
    0xff,
    0xd8,
    ...segment(0xc3, frame),
    ...segment(0xc4, table),
    ...segment(0xda, scan),
    ...data,
    0xff,
    0xd9,
  ]);
}

function segment(marker: number, data: readonly number[]): number[] {
  return [0xff, marker, 0, data.length + 2, ...data];
}

/** Returns a category, and the bits of the difference within it. */
function code(difference: number): string {
  const category = difference === 0 ? 0 : Math.floor(Math.log2(Math.abs(difference))) + 1;
  const value = difference < 0 ? difference + 2 ** category - 1 : difference;
  return category.toString(2).padStart(4, '0') + (category === 0 ? '' : value.toString(2).padStart(category, '0'));
}
