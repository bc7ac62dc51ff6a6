// Contestant: the same resources by hand, with cdktn and the bindings of its Cloudflare provider.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { WorkersScript } from '@cdktf/provider-cloudflare/lib/workers-script';
import { WorkersScriptSubdomain } from '@cdktf/provider-cloudflare/lib/workers-script-subdomain';
import { App, AssetType, TerraformAsset, TerraformStack } from 'cdktn';
import { buildPlainly } from '../stacks/plain-build';
import { functionIndices, measured } from '../stacks/portable-app';

const accountId = '0123456789abcdef0123456789abcdef';

measured((outdir) => {
  const built = `${outdir}.built`;
  buildPlainly(built);
  const app = new App({ outdir });
  const stack = new TerraformStack(app, 'Bench');
  new CloudflareProvider(stack, 'cloudflare', {});
  for (const index of functionIndices()) {
    const file = `${built}/p${index}/index.mjs`;
    const asset = new TerraformAsset(stack, `F${index}Code`, { path: file, type: AssetType.FILE });
    const script = new WorkersScript(stack, `F${index}`, {
      accountId,
      scriptName: `f${index}`,
      mainModule: 'index.mjs',
      contentFile: asset.path,
      contentSha256: createHash('sha256').update(readFileSync(file)).digest('hex'),
      compatibilityDate: '2025-10-01',
      compatibilityFlags: ['nodejs_compat'],
      observability: { enabled: true, logs: { enabled: true, invocationLogs: true } },
    });
    new WorkersScriptSubdomain(stack, `F${index}Subdomain`, {
      accountId,
      scriptName: script.scriptName,
      enabled: true,
      previewsEnabled: false,
    });
  }
  app.synth();
});
