// Serves the functions of a folder with Netlify's own development server, on 127.0.0.1, and sends the port to its parent.
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { startStore } from './netlify-store.mjs';

const [library, utilities, blobs, projectRoot, functions] = process.argv.slice(2);
const { FunctionsHandler } = await import(pathToFileURL(library));
const { shouldBase64Encode } = await import(pathToFileURL(utilities));
const { BlobsServer } = await import(pathToFileURL(blobs));

// Address of the store for functions, as Netlify passes it.
const token = 'only-here';
const store = await startStore(BlobsServer, { directory: `${projectRoot}/.blobs`, token });
const edgeURL = `http://127.0.0.1:${store.port}`;
const context = { edgeURL, uncachedEdgeURL: edgeURL, token, siteID: 'test', deployID: 'test' };
process.env.NETLIFY_BLOBS_CONTEXT = Buffer.from(JSON.stringify(context)).toString('base64');

const handler = new FunctionsHandler({
  config: { get: () => ({ config: {} }), subscribe() {} },
  destPath: `${projectRoot}/.netlify/served`,
  projectRoot,
  settings: {},
  geolocation: {},
  timeouts: {},
  userFunctionsPath: functions,
});

/** Answers a background function at once, as Netlify does; its development server waits for the end. */
async function answer(request) {
  const match = await handler.match(request);
  if (!match) return new Response('Not Found', { status: 404 });
  const { pathname } = new URL(request.url);
  const { func } = await handler.registry.getFunctionForURLPath(pathname, request.method);
  const response = match.handle(request);
  if (!func?.isBackground) return response;
  response.catch((error) => console.error(error));
  return new Response(null, { status: 202 });
}

/** Encodes binary bodies: the server announces them as base64, as Netlify does, but does not encode them. */
async function bodyOf(incoming) {
  const bytes = Buffer.concat(await incoming.toArray());
  return shouldBase64Encode(incoming.headers['content-type'] ?? '') ? bytes.toString('base64') : bytes;
}

const server = createServer(async (incoming, outgoing) => {
  const { method, headers, url } = incoming;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const body = hasBody ? await bodyOf(incoming) : undefined;
  const request = new Request(`http://${headers.host}${url}`, { method, headers, body });
  const response = await answer(request);
  const cookies = response.headers.getSetCookie();
  for (const [name, value] of response.headers) if (name !== 'set-cookie') outgoing.setHeader(name, value);
  if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies);
  outgoing.statusCode = response.status;
  if (response.body === null || method === 'HEAD') outgoing.end();
  else Readable.fromWeb(response.body).pipe(outgoing);
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  process.env.URL = `http://127.0.0.1:${port}`;
  process.send({ port });
});
process.on('message', () => process.exit());
