/** Formats that are read, as sharp names them. AVIF and HEIC are both `heif`. */
export type SourceFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'tiff' | 'heif';

/** Result for the first bytes: a format that is read, one that is known but not read, or neither. */
export type Signature =
  | { readonly read: SourceFormat; readonly known?: undefined }
  | { readonly known: string; readonly read?: undefined };

// Latin-1, a dot for any byte. Checked before sharp reads the file: its parsers of SVG and the like then never see it.
const READ: readonly (readonly [string, SourceFormat])[] = [
  ['\xff\xd8\xff', 'jpeg'],
  ['\x89PNG\r\n\x1a\n', 'png'],
  ['RIFF....WEBP', 'webp'],
  ['GIF87a', 'gif'],
  ['GIF89a', 'gif'],
  ['II\x2a\x00', 'tiff'],
  ['MM\x00\x2a', 'tiff'],
  ['II\x2b\x00', 'tiff'],
  ['MM\x00\x2b', 'tiff'],
];

const KNOWN: readonly (readonly [string, string])[] = [
  ['%PDF', 'PDF'],
  ['BM', 'BMP'],
  ['8BPS', 'Photoshop'],
  ['\x00\x00\x01\x00', 'ICO'],
  ['\xff\x0a', 'JPEG XL'],
  ['\x00\x00\x00\x0cJXL ', 'JPEG XL'],
  ['\x00\x00\x00\x0cjP  ', 'JPEG 2000'],
];

const HEIF_BRANDS = /^(avif|avis|heic|heix|heim|heis|hevc|hevx|mif1|msf1)$/;

/** Detects the format of a file by its content; its name and declared type come from the uploader and prove nothing. */
export function readSignature(bytes: Uint8Array): Signature | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1024)).toString('latin1');
  const read = READ.find(([magic]) => startsWith(head, magic))?.[1];
  if (read) return { read };
  if (head.slice(4, 8) === 'ftyp') return HEIF_BRANDS.test(head.slice(8, 12)) ? { read: 'heif' } : { known: 'video' };
  const known = KNOWN.find(([magic]) => startsWith(head, magic))?.[1];
  if (known) return { known };
  return /<svg[\s>]/i.test(head) ? { known: 'SVG' } : undefined;
}

function startsWith(head: string, magic: string): boolean {
  return [...magic].every((char, index) => char === '.' || char === head[index]);
}
