import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { Construct } from 'constructs';
import * as netlify from 'tradewind/netlify';
import { netlifyDefaults } from '../../../lib/netlify/defaults';
import { type Driver, SECRET_VALUE } from '../driver';
import { runtimeFile, runtimeName } from '../runtimes';
import { startHost } from './host';
import { givenUp, uploadByRoute } from './upload-route';

/** Construct with a function. */
type WithFunction = Construct & {
  readonly function?: { readonly name: string };
  readonly sweep?: { readonly name: string };
};

/** The development server of Netlify Blobs, which runs next to it. */
const BLOBS = path.join(__dirname, '../../../node_modules/@netlify/blobs/dist/server.js');

const LIBRARIES = ['functions-dev', 'dev-utils'].map((name) => runtimeFile(`@netlify/${name}/dist/main.js`));

/** Netlify's own development server for functions, which builds and routes them as a build would. */
export const driver: Driver = {
  provider: 'netlify',
  runtime: runtimeName('@netlify/functions-dev'),
  async start(declare) {
    const work = mkdtempSync(path.join(tmpdir(), 'tradewind-netlify-'));
    const site = new netlify.NetlifySite({ root: work });
    // Pauses are shortened: each lasts a hundredth of its time.
    Object.assign(netlifyDefaults.retryPause.value, { first: 0.05, most: 3 });
    declare(netlify as never, site);
    const { directory } = site.synth();
    const lines: string[] = [];
    const secrets = site.node.findAll().flatMap((each) => (each instanceof netlify.Secret ? [each.variable] : []));
    const host = await startHost({
      program: path.join(__dirname, 'hosts/netlify.mjs'),
      args: [...LIBRARIES, BLOBS, work, directory],
      cwd: work,
      env: { ...Object.fromEntries(secrets.map((name) => [name, SECRET_VALUE])) },
      clock: path.join(work, 'clock'),
      log: (text) => lines.push(text),
    });
    return {
      fetch: (_id, to, init) => fetch(`${host.url}${to}`, { redirect: 'manual', ...init }),
      upload: (...given) => uploadByRoute(site.node.children, given, (to, init) => fetch(`${host.url}${to}`, init)),
      async schedule(id, time) {
        const found = site.node.findChild(id) as WithFunction;
        const { name } = (found.sweep ?? found.function)!;
        const url = `${host.url}/.netlify/functions/${name}`;
        const answer = await host.at(time, () => fetch(url, { method: 'POST', body: '{"next_run":""}' }));
        return { failed: !answer.ok };
      },
      async deadLetters(id) {
        const child = site.node.findChild(id);
        if (child instanceof netlify.ImagePipeline) return givenUp(textsIn(work, child.source.storeName, '.uploads'));
        const dead = textsIn(work, (child as netlify.Queue).storeName, 'dead');
        return dead.map((text) => JSON.parse(text).body);
      },
      logs: () => lines.join(''),
      async stop() {
        await host.stop();
        rmSync(work, { recursive: true });
      },
    };
  },
};

/** Entries below a prefix of a store, where the development server keeps them. */
function textsIn(work: string, store: string, below: string): string[] {
  const folder = path.join(work, '.blobs/entries/test', `site:${store}`, below);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
}
