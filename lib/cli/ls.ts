import pc from 'picocolors';
import type { AppModel, ConstructModel } from '../app-model/model';
import { textTable } from './text-table';

/** Renders the constructs of an app as text: a line for each function, trigger and binding. */
export function listApp({ constructs }: AppModel): string {
  if (constructs.length === 0) return 'The app has no constructs of tradewind.\n';
  const head = ['construct', 'kind', 'on', 'code', 'limits', 'triggers', 'may use'].map(pc.bold);
  return `${textTable([head, ...constructs.flatMap(rowsOf)])}\n`;
}

function rowsOf(construct: ConstructModel): string[][] {
  const { path, kind, provider, functions, triggers, bindings } = construct;
  if (functions.length === 0) return [[pc.cyan(path), kind, provider]];
  return functions.flatMap((fn, index) => {
    const wakes = triggers.filter((trigger) => trigger.function === fn.path).map(({ on }) => on);
    const uses = bindings
      .filter((binding) => binding.function === fn.path)
      .map(({ name, target, access, prefix }) => {
        const below = prefix === undefined ? '' : ` below ${prefix}`;
        return `${name}: ${target}${access === 'readwrite' ? '' : ` (${access}${below})`}`;
      });
    const code = fn.entry ?? pc.dim('shipped with tradewind');
    const limits = [`${fn.memory ?? '?'} MiB`, `${fn.timeoutSeconds} s`].join(', ');
    const first = index === 0 ? [pc.cyan(path), kind, provider] : ['', '', ''];
    const more = Array.from({ length: Math.max(0, wakes.length - 1, uses.length - 1) }, (_, at) => at + 1);
    return [
      [...first, code, limits, wakes[0] ?? pc.dim('callers'), uses[0] ?? ''],
      ...more.map((at) => ['', '', '', '', '', wakes[at] ?? '', uses[at] ?? '']),
    ];
  });
}
