import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

export const ROOT = path.join(__dirname, '..', '..');
/** The command line, from its source. */
export const CLI = path.join(ROOT, 'bin', 'tradewind.js');

const APP = `
import { App, Stack } from 'aws-cdk-lib';
import { ApiFunction, Queue, Secret } from 'tradewind/aws';

const stack = new Stack(new App(), 'Shop');
const bindings = { JOBS: new Queue(stack, 'Jobs'), KEY: new Secret(stack, 'Key') };
new ApiFunction(stack, 'Api', { entry: 'api.ts', auth: 'none', routes: ['GET /hello', 'POST /jobs'], bindings });
`;

/** A handler that says `word`, and sends a job for each POST. */
export const handlerSaying = (word: string) => `
export default {
  async fetch(request, env) {
    if (request.method === 'POST') {
      await env.JOBS.send(await request.text());
      return new Response(null, { status: 202 });
    }
    return Response.json({ word: '${word}', key: await env.KEY.get(), colour: env.COLOUR });
  },
};
`;

/** A project of its own, with the packages of this repository. */
export class DevProject {
  readonly folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'tradewind-dev-')));

  constructor() {
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(this.folder, 'node_modules'));
    const paths = { tradewind: [`${ROOT}/lib/index.ts`], 'tradewind/*': [`${ROOT}/lib/*/index.ts`] };
    const files = {
      'package.json': JSON.stringify({ name: 'shop' }),
      'tsconfig.json': JSON.stringify({ compilerOptions: { module: 'node16', moduleResolution: 'node16', paths } }),
      'cdk.json': JSON.stringify({ app: 'node --import tsx app.ts' }),
      'app.ts': APP,
      'api.ts': handlerSaying('hello'),
      '.env.local': 'SHOP_KEY=k-1\n',
    };
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  write(name: string, text: string): void {
    writeFileSync(path.join(this.folder, name), text);
  }

  /** Declares another route, and a variable. */
  changeApp(): void {
    this.write(
      'app.ts',
      APP.replace("'GET /hello'", "'GET /hello', 'GET /other'").replace(
        "auth: 'none'",
        "auth: 'none', environment: { COLOUR: 'red' }",
      ),
    );
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
