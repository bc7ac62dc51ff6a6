import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { version } from '@azure/functions/package.json';
import { unzipSync } from 'fflate';
import * as azure from 'tradewind/azure';
import type { Driver } from '../driver';
import { type Host, startHost } from './host';

/** What is read of a function app. */
interface FunctionApp {
  readonly '//': { readonly metadata: { readonly path: string } };
  readonly zip_deploy_file: string;
  readonly app_settings: Readonly<Record<string, string>>;
}

/**
 * The official library of Azure Functions, which is bundled with each function, in a process that stands in for the host.
 * It takes the zip that was synthesized, and the settings beside it.
 */
export const driver: Driver = {
  provider: 'azure',
  runtime: `@azure/functions ${version} (with a stand-in for its host)`,
  async start(declare) {
    const work = mkdtempSync(path.join(tmpdir(), 'tradewind-azure-'));
    const app = new azure.App({ outdir: path.join(work, 'out') });
    const subscriptionId = '00000000-0000-0000-0000-000000000000';
    const stack = new azure.AzureStack(app, 'Test', { subscriptionId, location: 'northeurope' });
    declare(azure as never, stack);
    app.synth();
    const lines: string[] = [];
    const hosts = new Map<string, Host>();
    // One after the other, because who calls another is told where that is.
    for (const found of readApps(path.join(work, 'out/stacks/Test'))) {
      const settings = resolve(found.settings, (id) => hosts.get(id)!.url);
      const started = { ...found, settings };
      hosts.set(found.id, await startApp(started, path.join(work, found.id), (text) => lines.push(text)));
    }
    return {
      fetch: (id, to, init) => fetch(`${hosts.get(id)!.url}${to}`, { redirect: 'manual', ...init }),
      async schedule(id, time) {
        const host = hosts.get(id)!;
        const data = { json: JSON.stringify({ Schedule: {}, IsPastDue: false }) };
        const init = { method: 'POST', headers: { 'x-test-trigger': 'timer' }, body: JSON.stringify({ data }) };
        const answer = await host.at(time, () => fetch(host.url, init));
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

/** A function app of a stack, from what Terraform would be given. */
interface SynthesizedApp {
  /** Id of its construct. */
  readonly id: string;
  readonly zip: string;
  readonly settings: Readonly<Record<string, string>>;
}

function readApps(folder: string): SynthesizedApp[] {
  const { resource } = JSON.parse(readFileSync(path.join(folder, 'cdk.tf.json'), 'utf8'));
  const apps = Object.values<FunctionApp>(resource.azurerm_function_app_flex_consumption);
  return apps.map((found) => ({
    id: found['//'].metadata.path.split('/')[1]!,
    zip: path.join(folder, found.zip_deploy_file),
    settings: found.app_settings,
  }));
}

/** Fills in the addresses of other apps. */
function resolve(settings: SynthesizedApp['settings'], urlOf: (id: string) => string): SynthesizedApp['settings'] {
  const fill = (text: string) =>
    text.replace(/https:\/\/\$\{azurerm_function_app_flex_consumption\.(\w+?)_App_\w+\.default_hostname\}/g, (_, id) =>
      urlOf(id),
    );
  return Object.fromEntries(Object.entries(settings).map(([name, text]) => [name, fill(text)]));
}

function startApp({ zip, settings }: SynthesizedApp, folder: string, log: (text: string) => void): Promise<Host> {
  for (const [name, content] of Object.entries(unzipSync(readFileSync(zip)))) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  return startHost({
    program: path.join(__dirname, 'hosts/azure.cjs'),
    args: [folder],
    cwd: folder,
    env: settings,
    clock: path.join(folder, 'clock'),
    log,
  });
}
