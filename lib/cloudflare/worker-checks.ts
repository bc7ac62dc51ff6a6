import type { FunctionSettings } from '../constructs/function';
import type { Problems } from '../errors';
import type { CloudflareTypes } from './types';

/** Checks what every worker has: its environment. */
export function checkWorker(problems: Problems, settings: FunctionSettings<CloudflareTypes>): void {
  for (const name of Object.keys(settings.environment ?? {})) {
    problems.require(/^[A-Za-z_][A-Za-z0-9_]*$/.test(name), {
      code: 'ENV_KEY',
      prop: `environment.${name}`,
      rule: 'is no name for an environment variable: letters, digits and underscores',
      fix: 'rename it',
    });
  }
}
