import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { findProviders, synthesize } from './apps';
import { changes } from './prove';

/** Changes by a new handler of the API, by the types of the resources. */
const DEPLOYED = {
  google: ['update google_cloudfunctions2_function', 'update google_storage_bucket_object'],
  azure: ['update azurerm_resource_group_template_deployment', 'update azurerm_storage_blob'],
  cloudflare: ['update cloudflare_workers_script'],
} as const;

let work: string;
beforeEach(() => {
  work = mkdtempSync(path.join(tmpdir(), 'tradewind-edited-'));
});
afterEach(() => rmSync(work, { recursive: true, force: true }));

test('every provider is tested', () => {
  expect(Object.keys(DEPLOYED).sort()).toEqual(findProviders().sort());
});

describe.each(Object.keys(DEPLOYED) as (keyof typeof DEPLOYED)[])('on %s', (provider) => {
  test('a function whose code is edited is deployed again, but no other', async () => {
    const told = await changes(synthesizeAs('first', provider, 'one'), synthesizeAs('second', provider, 'two'));
    expect(told.map((change) => change.split('.')[0]).sort()).toEqual(DEPLOYED[provider]);
    expect(told).toEqual(told.filter((change) => /\.Api_/.test(change)));
  });

  test('the same code in another place and at another time is not deployed again', async () => {
    expect(await changes(synthesizeAs('first', provider, 'one'), synthesizeAs('second', provider, 'one'))).toEqual([]);
  });
});

/** Writes a project whose API returns this text, synthesizes it, and returns the folder of its stack. */
function synthesizeAs(name: string, provider: string, said: string): string {
  const project = path.join(work, name);
  mkdirSync(project);
  const write = (file: string, content: string) => writeFileSync(path.join(project, file), content);
  write('package.json', '{ "private": true }');
  write('api.ts', `export default { fetch: () => new Response('${said}') };`);
  write('job.ts', 'export default { async scheduled() {} };');
  const outdir = path.join(project, 'cdktf.out');
  synthesize(`test/terraform-apply/stacks/edited/${provider}.ts`, 'installed', outdir, { HANDLERS: project });
  return path.join(outdir, 'stacks/Edited');
}
