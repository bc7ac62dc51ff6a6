import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { Construct } from 'constructs';
import * as netlify from 'tradewind/netlify';
import { type Driver, SECRET_VALUE } from '../driver';
import { runtimeFile, runtimeName } from '../runtimes';
import { startHost } from './host';

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
      async upload(id, key, body) {
        const encoded = key.split('/').map(encodeURIComponent).join('/');
        const processors = site.node.children.filter((child) => child instanceof netlify.FileProcessor);
        for (const { path: below } of processors.filter(({ bucket }) => bucket.node.id === id)) {
          const headers = { authorization: `Bearer ${SECRET_VALUE}`, 'content-type': 'text/plain' };
          const method = body === undefined ? 'DELETE' : 'PUT';
          const to = `${below}/${encoded}`;
          const { status } = await fetch(`${host.url}${to}`, { method, headers, body: body as BodyInit | undefined });
          if (status !== 202 && status !== 403) throw new Error(`${method} ${to} was answered ${status}`);
        }
      },
      async schedule(id, time) {
        const { name } = (site.node.findChild(id) as WithFunction).function!;
        const url = `${host.url}/.netlify/functions/${name}`;
        const answer = await host.at(time, () => fetch(url, { method: 'POST', body: '{"next_run":""}' }));
        return { failed: !answer.ok };
      },
      logs: () => lines.join(''),
      async stop() {
        await host.stop();
        rmSync(work, { recursive: true });
      },
    };
  },
};
