import { spawnSync } from 'node:child_process';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { send, toRequest } from '../../runtime-node/node-http';

/** Address of a server. */
export interface ListenOptions {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
}

/** The port is in use. */
export class PortInUse extends Error {
  override readonly name = 'PortInUse';
}

/** A server that listens. */
export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves requests with what `fetch` answers. @throws PortInUse with the process that holds the port */
export async function listen(
  fetch: (request: Request) => Promise<Response>,
  { host, port }: ListenOptions,
): Promise<Listening> {
  const server = createServer((request, response) => void serve(fetch, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? inUse(port) : error));
    server.listen(port, host, resolve);
  });
  const { port: used } = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host;
  return { url: `http://${name}:${used}`, close: () => close(server) };
}

async function serve(
  fetch: (request: Request) => Promise<Response>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
) {
  let request: Request;
  try {
    const given = toRequest(incoming);
    // Behind a gateway a request is encrypted; here it is not.
    request = new Request(given.url.replace(/^https:/, 'http:'), given);
  } catch {
    outgoing.writeHead(400).end();
    return;
  }
  try {
    await send(await fetch(request), incoming.method, outgoing);
  } catch {
    // The body broke off after it had begun.
    outgoing.destroy();
  }
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}

function inUse(port: number): PortInUse {
  const holder = holderOf(port);
  const by = holder === undefined ? 'another process' : `process ${holder}`;
  return new PortInUse(`[tradewind:DEV_PORT] Port ${port} is in use by ${by}. Fix: end it, or give another --port.`);
}

/** Id of the process that listens on a port, where `lsof` or `ss` is installed. */
function holderOf(port: number): string | undefined {
  const lsof = spawnSync('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-t'], { encoding: 'utf8' });
  const [pid] = (lsof.stdout ?? '').split('\n').filter(Boolean);
  if (pid !== undefined) return pid;
  const ss = spawnSync('ss', ['-Hltnp', `sport = :${port}`], { encoding: 'utf8' });
  return /pid=(\d+)/.exec(ss.stdout ?? '')?.[1];
}
