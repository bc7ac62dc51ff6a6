/** Codings that `fetch` of Node.js decodes. @see https://fetch.spec.whatwg.org/#handle-content-codings */
const DECODED = ['gzip', 'x-gzip', 'deflate', 'br'];

/**
 * Returns the response with headers that describe the body that is sent. `fetch` decodes a body and leaves
 * `content-encoding` and `content-length` as received, so that a handler that returns a fetched response would announce
 * a body that is not there. Only responses of `fetch` have a `url`; others stay the same.
 */
export function decoded(response: Response): Response {
  // Values that are no response are refused elsewhere.
  if (!response?.url) return response;
  const codings =
    response.headers
      .get('content-encoding')
      ?.toLowerCase()
      .split(',')
      .map((coding) => coding.trim()) ?? [];
  const isDecoded = codings.length > 0 && codings.every((each) => DECODED.includes(each));
  if (!isDecoded || response.body === null) return response;
  const plain = new Response(response.body, response);
  plain.headers.delete('content-encoding');
  plain.headers.delete('content-length');
  return plain;
}
