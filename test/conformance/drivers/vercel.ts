import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { Construct } from 'constructs';
import * as vercel from 'tradewind/vercel';
import { type Declare, type Driver, type Running, SECRET_VALUE } from '../driver';
import { runtimeFile, runtimeName } from '../runtimes';
import { type Host, startHost } from './host';
import { givenUp, uploadByRoute } from './upload-route';
import { startBlobService } from './vercel-blob';
import { type Queues, startQueues, type Trigger } from './vercel-queues';

/** Rule of the routing layer. */
interface Rule {
  readonly src?: string;
  readonly methods?: readonly string[];
  readonly dest?: string;
}

/** Construct with a function. */
type WithFunction = Construct & { readonly function?: { readonly name: string } };

const SECRET = 'only-the-clock-knows';

/** Extra operations for tests of Vercel only. */
export interface RunningVercel extends Running {
  readonly queues: Queues;
  /** Requests the path of a function, as any client can. */
  ask(id: string, init: RequestInit): Promise<Response>;
  /** Kills the process of a function, and starts another, which receives later requests. */
  kill(id: string): Promise<void>;
}

/**
 * Runs functions with the launcher of `vercel dev`, @vercel/node, one for each synthesized function, with its settings.
 * The routing layer is Vercel's own service: the driver follows its rules.
 */
export const driver = {
  provider: 'vercel',
  runtime: runtimeName('@vercel/node'),
  async start(declare: Declare): Promise<RunningVercel> {
    const work = mkdtempSync(path.join(tmpdir(), 'tradewind-vercel-'));
    const app = new vercel.VercelApp({ root: work });
    declare(vercel as never, app);
    const nameOf = (id: string) => (app.node.findChild(id) as WithFunction).function!.name;
    const { directory } = app.synth();
    const config = JSON.parse(readFileSync(path.join(directory, 'config.json'), 'utf8'));
    const lines: string[] = [];
    const hosts = new Map<string, Promise<Host>>();
    const hostOf = async (id: string) => (await hosts.get(nameOf(id)))!;
    const secrets = app.node.findAll().flatMap((each) => (each instanceof vercel.Secret ? [each.variable] : []));
    const send = async (to: string, init: RequestInit = {}): Promise<Response> => {
      const name = destination(config.routes, to, init.method ?? 'GET');
      if (name === undefined) return new Response('NOT_FOUND', { status: 404 });
      return fetch(`${(await hosts.get(name))!.url}${to}`, { redirect: 'manual', ...init });
    };
    const site = await startSite(send);
    const blobs = await startBlobService();
    const queues = await startQueues();
    const variables = {
      ...Object.fromEntries(secrets.map((name) => [name, SECRET_VALUE])),
      ...blobs.variables,
      ...queues.variables,
      NODE_OPTIONS: [blobs, queues].map(({ preload }) => `--require ${JSON.stringify(preload)}`).join(' '),
      VERCEL_URL: site.url,
    };
    const placeOf = (id: string) => ({ work, name: nameOf(id), directory, variables });
    const startOne = (id: string) => startFunction(placeOf(id), (text) => lines.push(text));
    const ask = async (id: string, init: RequestInit) => fetch(`${(await hostOf(id)).url}/${nameOf(id)}`, init);
    for (const { id } of app.node.children.filter((child) => 'function' in child).map(({ node }) => node)) {
      hosts.set(nameOf(id), startOne(id));
      await hostOf(id);
      for (const trigger of triggersOf(placeOf(id))) queues.connect(trigger, (_, request) => ask(id, request));
    }
    return {
      queues,
      ask,
      async kill(id) {
        const { kill } = await hostOf(id);
        // Later requests wait for it.
        hosts.set(
          nameOf(id),
          kill().then(() => startOne(id)),
        );
        await hostOf(id);
      },
      fetch: (_id, to, init) => send(to, init),
      upload: (...given) => uploadByRoute(app.node.children, given, send),
      async schedule(id, time) {
        const host = await hostOf(id);
        const [cron] = config.crons as { path: string }[];
        const headers = { authorization: `Bearer ${SECRET}`, 'user-agent': 'vercel-cron/1.0' };
        const answer = await host.at(time, () => fetch(`${host.url}${cron!.path}`, { headers }));
        return { failed: !answer.ok };
      },
      async deadLetters(id) {
        const child = app.node.findChild(id);
        if (child instanceof vercel.ImagePipeline) return givenUp(blobs.texts(`${child.source.prefix}.uploads/`));
        return queues.waiting((child as vercel.Queue).deadLetterTopic);
      },
      logs: () => lines.join(''),
      async stop() {
        await queues.stop();
        for (const host of hosts.values()) await (await host).stop();
        await site.stop();
        await blobs.stop();
        rmSync(work, { recursive: true });
      },
    };
  },
} satisfies Driver;

interface Place {
  readonly work: string;
  readonly name: string;
  readonly directory: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** Address of the whole deployment, for functions that call each other. */
async function startSite(send: (to: string, init: RequestInit) => Promise<Response>) {
  const server = createServer(async (request, response) => {
    const { method = 'GET', headers, url } = request;
    const body = method === 'GET' || method === 'HEAD' ? undefined : Buffer.concat(await request.toArray());
    const { host: _, connection: __, 'transfer-encoding': ___, ...sent } = headers;
    const answer = await send(url!, { method, headers: sent as Record<string, string>, body });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}

function settingsOf({ directory, name }: Pick<Place, 'directory' | 'name'>) {
  const folder = path.join(directory, 'functions', `${name}.func`);
  return { folder, settings: JSON.parse(readFileSync(path.join(folder, '.vc-config.json'), 'utf8')) };
}

function triggersOf(place: Place): Trigger[] {
  return settingsOf(place).settings.experimentalTriggers ?? [];
}

async function startFunction(place: Place, log: (text: string) => void): Promise<Host> {
  const { work, name, variables } = place;
  const { folder, settings } = settingsOf(place);
  const { handler, environment } = settings;
  return startHost({
    program: runtimeFile('@vercel/node/dist/dev-server.mjs'),
    cwd: work,
    env: {
      ...variables,
      ...environment,
      CRON_SECRET: SECRET,
      VERCEL_DEV_ENTRYPOINT: path.relative(work, path.join(folder, handler)),
      VERCEL_DEV_CONFIG: '{}',
      VERCEL_DEV_BUILD_ENV: '{}',
    },
    clock: path.join(work, `${name.replaceAll('/', '-')}.clock`),
    log,
  });
}

/** Function of the first matching rule. */
function destination(rules: readonly Rule[], to: string, method: string): string | undefined {
  const { pathname } = new URL(to, 'http://localhost');
  const rule = rules.find(({ src, methods, dest }) => {
    return dest !== undefined && new RegExp(src!).test(pathname) && (methods?.includes(method) ?? true);
  });
  return rule?.dest?.slice(1);
}
