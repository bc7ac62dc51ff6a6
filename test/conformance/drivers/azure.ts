import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { version } from '@azure/functions/package.json';
import * as azure from 'tradewind/azure';
import type { Driver } from '../driver';
import { startAzureServices, type Trigger } from './azure-services';
import { FUNCTION_KEY, readAzureStack, type SynthesizedApp } from './azure-stack';
import { type Host, startHost } from './host';

/**
 * Runs the official library of Azure Functions, which is bundled with each function, in a process that fakes the host.
 * It takes the synthesized zip, and the settings next to it. The services that functions use are fakes too.
 */
export const driver: Driver = {
  provider: 'azure',
  runtime: `@azure/functions ${version} (with a fake of its host)`,
  async start(declare) {
    const work = mkdtempSync(path.join(tmpdir(), 'tradewind-azure-'));
    const app = new azure.App({ outdir: path.join(work, 'out') });
    const subscriptionId = '00000000-0000-0000-0000-000000000000';
    const stack = new azure.AzureStack(app, 'Test', { subscriptionId, location: 'northeurope' });
    declare(azure as never, stack);
    app.synth();
    const lines: string[] = [];
    const hosts = new Map<string, Host>();
    const urlOf = (id: string) => hosts.get(id)?.url ?? '';
    const invoke = async (id: string, trigger: Trigger) => {
      const init = { method: 'POST', headers: { 'x-test-trigger': 'yes' }, body: JSON.stringify(trigger) };
      return (await fetch(urlOf(id), init)).ok;
    };
    const services = await startAzureServices(() => resources, invoke);
    const resources = readAzureStack(path.join(work, 'out/stacks/Test'), services.address, urlOf);
    // One after the other, because each caller receives the addresses of the functions that it calls.
    for (const found of resources.apps) {
      hosts.set(found.id, await startApp(found, path.join(work, found.id), (text) => lines.push(text)));
    }
    return {
      fetch: (id, to, init) => fetch(`${urlOf(id)}${to}`, { redirect: 'manual', ...init }),
      async schedule(id, time) {
        const data = { json: JSON.stringify({ Schedule: {}, IsPastDue: false }) };
        return { failed: !(await hosts.get(id)!.at(time, () => invoke(id, { data }))) };
      },
      async upload(id, key, body) {
        services.upload(resources.accounts.get(id)!, key, body === undefined ? undefined : Buffer.from(body));
      },
      deadLetters: async (id) => services.deadLetters(resources.accounts.get(id)!),
      logs: () => lines.join(''),
      async stop() {
        await services.stop();
        for (const host of hosts.values()) await host.stop();
        rmSync(work, { recursive: true });
      },
    };
  },
};

function startApp({ files, settings }: SynthesizedApp, folder: string, log: (text: string) => void): Promise<Host> {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  return startHost({
    program: path.join(__dirname, 'hosts/azure.cjs'),
    args: [folder],
    cwd: folder,
    env: { ...settings(), TEST_FUNCTION_KEY: FUNCTION_KEY },
    clock: path.join(folder, 'clock'),
    log,
  });
}
