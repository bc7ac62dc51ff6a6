import { limitBody } from '../../runtime/limit-body.js';
import type { Environment, Handler } from '../../runtime/types.js';
import { presignPut } from './image-presign.js';

/** Settings of the upload route of a pipeline, as JSON in `TRADEWIND_UPLOADS`. */
export interface UploadSettings {
  readonly bucket: string;
  readonly maxBytes: number;
  readonly contentTypes: readonly string[];
  /** Seconds. */
  readonly expiresIn: number;
  /** Prefix of the keys; can be empty. */
  readonly prefix: string;
}

interface UploadRequest {
  readonly name?: string;
  readonly contentType: string;
  readonly size: number;
}

/** Maximum length of a name, which is cut: a key has 1024 bytes, shared with the prefix and the names of variants. */
const MAX_NAME = 100;

/** Maximum size of a request body in bytes. It holds a name, a type and a size. */
const MAX_BODY = 8192;

/**
 * The upload route of an `ImagePipeline`: answers `{ "contentType": "image/jpeg", "size": 12345, "name"?: "tom.jpg" }`
 * with a presigned PUT that accepts only that type and size.
 */
const upload: Handler = {
  async fetch(request, env) {
    const settings = readSettings(env);
    const limited = await limitBody(request, MAX_BODY);
    if (!limited) return refuse(413, `The body must have at most ${MAX_BODY} bytes`);
    const asked = await readRequest(limited);
    if (typeof asked === 'string') return refuse(400, asked);
    const contentType = asked.contentType.toLowerCase();
    if (!settings.contentTypes.includes(contentType))
      return refuse(415, `contentType must be one of ${settings.contentTypes.join(', ')}`);
    if (asked.size > settings.maxBytes) return refuse(413, `size must be at most ${settings.maxBytes}`);
    const { bucket, expiresIn } = settings;
    const key = settings.prefix + newKey(asked.name, contentType);
    const { url, headers } = await presignPut({ bucket, key }, { contentType, size: asked.size, expiresIn });
    return reply(201, { url, method: 'PUT', headers, key, expiresIn });
  },
};

export default upload;

function readSettings(env: Environment): UploadSettings {
  if (!env.TRADEWIND_UPLOADS) throw new Error('[tradewind:IMAGES] TRADEWIND_UPLOADS is not set.');
  return JSON.parse(env.TRADEWIND_UPLOADS);
}

/** Resolves to the error of an invalid request. */
async function readRequest(request: Request): Promise<UploadRequest | string> {
  const body: Record<string, unknown> | null = await request.json().catch(() => null);
  if (typeof body !== 'object' || body === null) return 'The body must be a JSON object';
  const { name, contentType, size } = body;
  if (typeof contentType !== 'string') return 'contentType must be a string such as image/jpeg';
  if (!Number.isSafeInteger(size) || (size as number) < 1) return 'size must be the number of bytes, 1 or more';
  if (name !== undefined && typeof name !== 'string') return 'name must be a string';
  return { name, contentType, size: size as number };
}

// No one can guess or choose the part that makes the key unique, so that no upload replaces another.
function newKey(name: string | undefined, contentType: string): string {
  const id = crypto.randomUUID();
  const safe = safeName(name ?? '');
  return safe ? `${id}/${safe}` : `${id}.${contentType.replace(/^.*\/|[^a-z0-9]/g, '')}`;
}

// Letters and digits of all scripts; no path, no leading dots, no characters with a meaning in a URL or a shell.
function safeName(name: string): string {
  // Cut first, so that a long name costs no more than a short one. A character has at most two code units.
  const end = name.slice(-4 * MAX_NAME).normalize('NFC');
  const last = end.slice(1 + Math.max(end.lastIndexOf('/'), end.lastIndexOf('\\')));
  const safe = trimmed([...last.replace(/[^\p{L}\p{N}\p{M}._-]+/gu, '-')]);
  return trimmed(safe.slice(-MAX_NAME)).join('');
}

/** Removes dots and dashes from the start and the end. */
function trimmed(characters: readonly string[]): readonly string[] {
  const isKept = (character: string) => character !== '.' && character !== '-';
  return characters.slice(characters.findIndex(isKept) >>> 0, characters.findLastIndex(isKept) + 1);
}

function refuse(status: number, message: string): Response {
  return reply(status, { message });
}

// The URL is a credential.
function reply(status: number, body: object): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } });
}
