// Serves one function on 127.0.0.1, in a separate process, and sends the port to its parent. Like Netlify, it answers at once
// for a background function.
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';

const { default: run, config } = await import(pathToFileURL(process.argv[2]));
const server = createServer(async (incoming, outgoing) => {
  const request = new Request(`http://${incoming.headers.host}${incoming.url}`, { method: incoming.method });
  const answer = Promise.resolve(run(request, {}));
  if (config.background) answer.catch((error) => console.error(error));
  const { status } = config.background ? { status: 202 } : await answer;
  outgoing.writeHead(status).end();
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('message', () => process.exit());
