import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { installOnce, run } from '../installation';

const MODULE = 'github.com/opentofu/opentofu';
const VERSION = 'v1.12.6';

/**
 * Builds OpenTofu from its Go module, unless that was done, and returns the path of the program.
 * `go install` refuses the module, since it replaces one of its own dependencies. To build it as the main module is allowed.
 *
 * @throws Error when there is no Go, or when the build fails
 */
export function buildOpenTofu(): string {
  if (spawnSync('go', ['version']).status !== 0) {
    throw new Error(
      'The Terraform proof needs terraform or tofu on the PATH, or Go to build OpenTofu with; none of them is there.',
    );
  }
  const folder = installOnce(`opentofu-${VERSION}`, (partial) => {
    const downloaded = run('go', ['mod', 'download', '-json', `${MODULE}@${VERSION}`], partial);
    const { Dir } = JSON.parse(downloaded) as { Dir: string };
    run('go', ['build', '-buildvcs=false', '-trimpath', '-o', path.join(partial, 'tofu'), './cmd/tofu'], Dir);
  });
  return path.join(folder, 'tofu');
}
