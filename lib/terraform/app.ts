import { mkdirSync } from 'node:fs';
import { type AppConfig, App as EngineApp } from 'cdktn';

/**
 * App of stacks that Terraform deploys. The output goes to the environment variable `CDKTF_OUTDIR`, which tools set to
 * the folder that they read, else to `outdir`, else to `cdktf.out`; its folder is created.
 */
export class App extends EngineApp {
  constructor(config: AppConfig = {}) {
    const outdir = process.env.CDKTF_OUTDIR ?? config.outdir;
    if (outdir !== undefined) mkdirSync(outdir, { recursive: true });
    super({ ...config, outdir });
  }
}
