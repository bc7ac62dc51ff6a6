import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { installOnce, run } from '../terraform-apply/installation';

/** Folder of binaries that are used instead of building them: `TRADEWIND_PROVIDERS=~/go/bin npm run test:providers`. */
const GIVEN = process.env.TRADEWIND_PROVIDERS;
const MODULE = 'github.com/hashicorp/terraform-provider-azurerm';
/** Version of the provider on the Go module proxy: its sources of this day, before version 5.2.0. */
export const REVISION = 'v1.44.1-0.20260824201233-fae580791926';

/** Folder of the azurerm provider. It is built from its Go module, with one process at a time, unless it is there. */
export function azurermFolder(): string {
  if (GIVEN !== undefined && existsSync(path.join(GIVEN, 'terraform-provider-azurerm'))) return path.resolve(GIVEN);
  return installOnce(`azurerm-${REVISION}`, (partial) => {
    run('go', ['install', '-p', '1', `${MODULE}@${REVISION}`], partial, { GOBIN: partial, GOFLAGS: '-buildvcs=false' });
  });
}

/** Writes the settings with which Terraform takes the provider from a folder, and returns the environment for them. */
export function useProvider(provider: string, folder: string): NodeJS.ProcessEnv {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'terraformrc');
  const overrides = `dev_overrides {\n    "hashicorp/azurerm" = ${JSON.stringify(provider)}\n  }\n  direct {}`;
  writeFileSync(file, `provider_installation {\n  ${overrides}\n}\n`);
  return { TF_CLI_CONFIG_FILE: file };
}
