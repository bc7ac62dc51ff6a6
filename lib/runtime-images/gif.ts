const IMAGE = 0x2c;
const EXTENSION = 0x21;

/**
 * Reports if a GIF has all of its blocks. libvips does not check: of an animation that was cut short it shows the
 * remaining frames. A missing end mark is accepted; some encoders leave it out.
 * @see https://www.w3.org/Graphics/GIF/spec-gif89a.txt
 */
export function isCompleteGif(bytes: Uint8Array): boolean {
  let at = 13 + colorTable(bytes[10]);
  while (at < bytes.length) {
    const block = bytes[at];
    if (block === EXTENSION) at = skipSubBlocks(bytes, at + 2);
    else if (block === IMAGE) at = skipSubBlocks(bytes, at + 11 + colorTable(bytes[at + 9]));
    // The end mark, or padding and other bytes that writers append to it.
    else return true;
  }
  return at === bytes.length;
}

function colorTable(flags = 0): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

/** Returns the position after the sub-blocks; past the end of the bytes if these end first. */
function skipSubBlocks(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== 0) at += bytes[at]! + 1;
  return at + 1;
}
