import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { Construct } from 'constructs';
import * as vercel from 'tradewind/vercel';
import type { Driver } from '../driver';
import { runtimeFile, runtimeName } from '../runtimes';
import { type Host, startHost } from './host';

/** A rule of the routing layer. */
interface Rule {
  readonly src?: string;
  readonly methods?: readonly string[];
  readonly dest?: string;
}

/** A construct with a function. */
type WithFunction = Construct & { readonly function?: { readonly name: string } };

const SECRET = 'only-the-clock-knows';

/**
 * What `vercel dev` runs functions by: the launcher of @vercel/node, one for each function that was synthesized, with its
 * settings. The routing layer is Vercel's own service: its rules are followed here.
 */
export const driver: Driver = {
  provider: 'vercel',
  runtime: runtimeName('@vercel/node'),
  async start(declare) {
    const work = mkdtempSync(path.join(tmpdir(), 'tradewind-vercel-'));
    const app = new vercel.VercelApp({ root: work });
    declare(vercel as never, app);
    const nameOf = (id: string) => (app.node.findChild(id) as WithFunction).function!.name;
    const { directory } = app.synth();
    const config = JSON.parse(readFileSync(path.join(directory, 'config.json'), 'utf8'));
    const lines: string[] = [];
    const hosts = new Map<string, Host>();
    for (const { id } of app.node.children.filter((child) => 'function' in child).map(({ node }) => node)) {
      const name = nameOf(id);
      hosts.set(name, await startFunction(work, name, directory, (text) => lines.push(text)));
    }
    const send = async (to: string, init: RequestInit = {}): Promise<Response> => {
      const name = destination(config.routes, to, init.method ?? 'GET');
      if (name === undefined) return new Response('NOT_FOUND', { status: 404 });
      return fetch(`${hosts.get(name)!.url}${to}`, { redirect: 'manual', ...init });
    };
    return {
      fetch: (_id, to, init) => send(to, init),
      async schedule(id, time) {
        const host = hosts.get(nameOf(id))!;
        const [cron] = config.crons as { path: string }[];
        const headers = { authorization: `Bearer ${SECRET}`, 'user-agent': 'vercel-cron/1.0' };
        const answer = await host.at(time, () => fetch(`${host.url}${cron!.path}`, { headers }));
        return { failed: !answer.ok };
      },
      logs: () => lines.join(''),
      async stop() {
        for (const host of hosts.values()) await host.stop();
        rmSync(work, { recursive: true });
      },
    };
  },
};

async function startFunction(
  work: string,
  name: string,
  directory: string,
  log: (text: string) => void,
): Promise<Host> {
  const folder = path.join(directory, 'functions', `${name}.func`);
  const { handler, environment } = JSON.parse(readFileSync(path.join(folder, '.vc-config.json'), 'utf8'));
  return startHost({
    program: runtimeFile('@vercel/node/dist/dev-server.mjs'),
    cwd: work,
    env: {
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

/** The function that the first fitting rule names. */
function destination(rules: readonly Rule[], to: string, method: string): string | undefined {
  const { pathname } = new URL(to, 'http://localhost');
  const rule = rules.find(({ src, methods, dest }) => {
    return dest !== undefined && new RegExp(src!).test(pathname) && (methods?.includes(method) ?? true);
  });
  return rule?.dest?.slice(1);
}
