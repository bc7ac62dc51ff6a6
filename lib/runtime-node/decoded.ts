/** Codings that `fetch` of Node.js decodes. @see https://fetch.spec.whatwg.org/#handle-content-codings */
const DECODED = ['gzip', 'x-gzip', 'deflate', 'br'];

/**
 * The response with headers that describe the body that is sent. `fetch` decodes a body and leaves `content-encoding` and
 * `content-length` as they came, so that a handler that returns what it has fetched would announce a body that is not
 * there. Only responses of `fetch` have a `url`; others are the same.
 */
export function decoded(response: Response): Response {
  // What is no response at all is refused elsewhere.
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
