import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Host, startHost } from '../conformance/drivers/host';

const PROGRAM = path.join(__dirname, '../conformance/drivers/hosts/netlify-blobs.mjs');
const LIBRARY = path.join(__dirname, '../../node_modules/@netlify/blobs/dist/server.js');
const TOKEN = 'only-here';

/** Netlify's own server of Blobs, in a process of its own. */
export interface RunningBlobs {
  /** The variable by which functions find it. */
  readonly context: string;
  stop(): Promise<void>;
}

/** Starts it, and lets this process find it too. */
export async function startBlobs(): Promise<RunningBlobs> {
  const directory = mkdtempSync(path.join(tmpdir(), 'tradewind-blobs-'));
  const host: Host = await startHost({
    program: PROGRAM,
    args: [LIBRARY, path.join(directory, 'blobs'), TOKEN],
    cwd: directory,
    clock: path.join(directory, 'clock'),
    log() {},
  });
  const found = { edgeURL: host.url, uncachedEdgeURL: host.url, token: TOKEN, siteID: 'test' };
  const context = Buffer.from(JSON.stringify(found)).toString('base64');
  process.env.NETLIFY_BLOBS_CONTEXT = context;
  return {
    context,
    async stop() {
      delete process.env.NETLIFY_BLOBS_CONTEXT;
      await host.stop();
      rmSync(directory, { recursive: true });
    },
  };
}
