import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { installOnce, run } from '../installation';

const MODULE = 'github.com/opentofu/opentofu';
const VERSION = 'v1.12.6';

/**
 * Builds OpenTofu from its Go module, unless that was done, and returns the path of the program. `go install` refuses
 * the module, since it replaces one of its own dependencies; building it as the main module is allowed. It takes
 * minutes.
 *
 * @throws Error when there is no Go, or when the build fails
 */
export function buildOpenTofu(environment: NodeJS.ProcessEnv): string {
  const folder = installOnce(`opentofu-${VERSION}`, (partial) => {
    if (spawnSync('go', ['version'], { env: environment }).status !== 0) throw new Error(NOTHING_THERE);
    const downloaded = run('go', ['mod', 'download', '-json', `${MODULE}@${VERSION}`], partial);
    const { Dir } = JSON.parse(downloaded) as { Dir: string };
    run('go', ['build', '-buildvcs=false', '-trimpath', '-o', path.join(partial, 'tofu'), './cmd/tofu'], Dir);
  });
  return path.join(folder, 'tofu');
}

const NOTHING_THERE =
  'The Terraform proof needs terraform or tofu on the PATH, or Go 1.26 to build OpenTofu with. None of them is there.';
