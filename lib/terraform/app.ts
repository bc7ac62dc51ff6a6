import { mkdirSync } from 'node:fs';
import { type AppConfig, App as EngineApp } from 'cdktn';

/**
 * An app of stacks that Terraform deploys. The output goes to the environment variable `CDKTF_OUTDIR`, with which tools say
 * where they look for it, else to `outdir`, else to `cdktf.out`; its folder is made.
 */
export class App extends EngineApp {
  constructor(config: AppConfig = {}) {
    const outdir = process.env.CDKTF_OUTDIR ?? config.outdir;
    if (outdir !== undefined) mkdirSync(outdir, { recursive: true });
    super({ ...config, outdir });
  }
}
