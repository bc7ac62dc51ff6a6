import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { Construct } from 'constructs';
import * as netlify from 'tradewind/netlify';
import { type Driver, SECRET_VALUE } from '../driver';
import { runtimeFile, runtimeName } from '../runtimes';
import { startHost } from './host';
import { givenUp, uploadByRoute } from './upload-route';

/** A construct with a function. */
type WithFunction = Construct & { readonly function?: { readonly name: string } };

/** The development server of Netlify Blobs, which runs beside. */
const BLOBS = path.join(__dirname, '../../../node_modules/@netlify/blobs/dist/server.js');

const LIBRARIES = ['functions-dev', 'dev-utils'].map((name) => runtimeFile(`@netlify/${name}/dist/main.js`));

/** Netlify's own development server for functions, which builds and routes them as a build would. */
export const driver: Driver = {
  provider: 'netlify',
  runtime: runtimeName('@netlify/functions-dev'),
  async start(declare) {
    const work = mkdtempSync(path.join(tmpdir(), 'tradewind-netlify-'));
    const site = new netlify.NetlifySite({ root: work });
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
        const { name } = (site.node.findChild(id) as WithFunction).function!;
        const url = `${host.url}/.netlify/functions/${name}`;
        const answer = await host.at(time, () => fetch(url, { method: 'POST', body: '{"next_run":""}' }));
        return { failed: !answer.ok };
      },
      async deadLetters(id) {
        const { storeName } = (site.node.findChild(id) as netlify.ImagePipeline).source;
        return givenUp(recordsBelow(path.join(work, '.blobs'), storeName));
      },
      logs: () => lines.join(''),
      async stop() {
        await host.stop();
        rmSync(work, { recursive: true });
      },
    };
  },
};

/** The records of a store, from where the server of Blobs keeps its objects. */
function recordsBelow(folder: string, store: string): string[] {
  return readdirSync(path.join(folder, 'entries'), { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && file.parentPath.includes(store) && file.parentPath.endsWith('.uploads'))
    .map((file) => readFileSync(path.join(file.parentPath, file.name), 'utf8'));
}
