import type { EntryFunctionSettings } from '../../constructs/function';
import type { Problems } from '../../errors';
import { checkBindings } from '../bindings/bindings';
import type { CloudflareTypes } from '../types';

/** Checks what every worker has: its environment, and its bindings. */
export function checkWorker(problems: Problems, settings: EntryFunctionSettings<CloudflareTypes>): void {
  for (const name of Object.keys(settings.environment ?? {})) {
    problems.require(/^[A-Za-z_][A-Za-z0-9_]*$/.test(name), {
      code: 'ENV_KEY',
      prop: `environment.${name}`,
      rule: 'is no name for an environment variable: letters, digits and underscores',
      fix: 'rename it',
    });
  }
  checkBindings(problems, settings.bindings, settings.environment);
}
