// Fakes the host of Azure Functions, and the worker between: loads a function app, whose functions register with the module
// that the worker provides, and passes each request on as the worker would. The official library does the rest.
const Module = require('node:module');
const { createServer } = require('node:http');
const path = require('node:path');

const functions = {};
let model;
const core = {
  version: '4.0.0',
  hostVersion: '4.1036.0',
  registerFunction(metadata, callback) {
    functions[metadata.name] = { metadata, callback };
    return { dispose() {} };
  },
  setProgrammingModel: (given) => {
    model = given;
  },
  getProgrammingModel: () => model,
  registerHook: () => ({ dispose() {} }),
  log() {},
};
const load = Module._load;
Module._load = (request, ...rest) => (request === '@azure/functions-core' ? core : load(request, ...rest));
require(path.join(process.argv[2], 'index.js'));

// Like the host, which reads a body before it calls a function.
const MAX_BYTES = Number(process.env.FUNCTIONS_REQUEST_BODY_SIZE_LIMIT ?? 104_857_600);
let count = 0;

/** Invokes a function with the data of its trigger. */
async function invoke({ metadata, callback }, data, { triggerMetadata = {}, retryContext } = {}) {
  count += 1;
  const name = Object.keys(metadata.bindings).find(
    (each) => metadata.bindings[each].direction === 'in' || /trigger/i.test(metadata.bindings[each].type),
  );
  // Like the host, which reads the data of a queue as text unless the trigger requests bytes.
  if (metadata.bindings[name].dataType === 'binary') data = { bytes: Buffer.from(data.string ?? data.json) };
  const invocation = model.getInvocationModel({
    invocationId: `invocation-${process.pid}-${count}`,
    metadata,
    request: { inputData: [{ name, data }], triggerMetadata, retryContext },
    log: (_level, _category, message) => process.stdout.write(`${message}\n`),
  });
  const { context, inputs } = await invocation.getArguments();
  const result = await invocation.invokeFunction(context, inputs, callback);
  return invocation.getResponse(context, result);
}

const server = createServer(async (request, response) => {
  const chunks = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) return response.writeHead(413, { connection: 'close' }).end();
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  const [fn] = Object.values(functions);
  try {
    if (request.headers['x-test-trigger'] !== undefined) {
      const { data, ...about } = JSON.parse(body.toString());
      await invoke(fn, data, about);
      response.writeHead(204).end();
      return;
    }
    const url = `http://${request.headers.host}${request.url}`;
    if (!hasKey(fn, request.headers, new URL(url))) {
      response.writeHead(401).end();
      return;
    }
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const http = {
      method: request.method,
      url,
      headers,
      nullableHeaders: {},
      query: Object.fromEntries(new URL(url).searchParams),
      params: {},
      body: body.length > 0 ? { bytes: body } : undefined,
    };
    const { returnValue } = await invoke(fn, { http });
    answer(response, returnValue.http);
  } catch (error) {
    process.stderr.write(`${error?.stack ?? error}\n`);
    response.writeHead(500).end();
  }
});

/** A function of the level `function` accepts only callers with a key. */
function hasKey({ metadata }, headers, { searchParams }) {
  const { authLevel } = Object.values(metadata.bindings).find(({ type }) => /httpTrigger/i.test(type)) ?? {};
  const given = headers['x-functions-key'] ?? searchParams.get('code');
  return authLevel !== 'function' || given === process.env.TEST_FUNCTION_KEY;
}

function answer(response, { statusCode, headers = {}, cookies = [], body }) {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (cookies.length > 0) response.setHeader('set-cookie', cookies.map(toText));
  response.writeHead(Number(statusCode)).end(body?.bytes ? Buffer.from(body.bytes) : body?.string);
}

function toText({ name, value, path: to, domain, secure, httpOnly, maxAge }) {
  return [
    `${name}=${value}`,
    maxAge && `Max-Age=${maxAge.value}`,
    domain && `Domain=${domain.value}`,
    to && `Path=${to.value}`,
    secure?.value && 'Secure',
    httpOnly?.value && 'HttpOnly',
  ]
    .filter(Boolean)
    .join('; ');
}

process.on('message', (message) => message === 'shutdown' && process.exit(0));
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
