import pc from 'picocolors';
import type { AppModel, ConstructModel } from '../app-model/model';
import type { ProviderName } from '../runtime/types';
import type { Finding } from './finding';
import { CliError } from './model-file';
import { findingsOf } from './move-findings';
import { textTable } from './text-table';

/** Findings about the constructs of an app that moves to another provider. */
export interface Portability {
  readonly to: ProviderName;
  readonly constructs: readonly {
    readonly path: string;
    readonly kind: ConstructModel['kind'];
    readonly findings: readonly Finding[];
  }[];
}

/**
 * Compares an app with the support of another provider for its constructs, chosen props, defaults and bindings.
 * @throws CliError when no construct has the path
 */
export function comparePortability(model: AppModel, to: ProviderName, path?: string): Portability {
  const constructs = model.constructs.filter(
    (construct) => path === undefined || construct.path === path || construct.path.startsWith(`${path}/`),
  );
  if (constructs.length === 0)
    throw new CliError(path === undefined ? 'The app has no constructs.' : `No construct has the path ${path}.`);
  return {
    to,
    constructs: constructs.map((construct) => ({
      ...identity(construct),
      findings: findingsOf(construct, model, to),
    })),
  };
}

function identity({ path, kind }: ConstructModel) {
  return { path, kind };
}

const COLOURS = { 'carries over': pc.green, changes: pc.yellow, 'is lost': pc.red } as const;

/** Renders the comparison as text: a table for each construct, and the totals. */
export function renderPortability({ to, constructs }: Portability): string {
  const blocks = constructs.map(({ path, kind, findings }) => {
    const rows = findings.map(({ prop, outcome, note, nearest }) => [
      '',
      prop ?? pc.bold('the whole'),
      COLOURS[outcome](outcome),
      [note, nearest && `nearest: ${nearest}`].filter(Boolean).join('; '),
    ]);
    return `${pc.bold(pc.cyan(path))}  ${kind}\n${textTable(rows)}`;
  });
  return `${blocks.join('\n\n')}\n\n${summary(constructs, to)}\n`;
}

function summary(constructs: Portability['constructs'], to: ProviderName): string {
  const counts = { 'carries over': 0, changes: 0, 'is lost': 0 };
  for (const { outcome } of constructs.flatMap(({ findings }) => findings)) counts[outcome] += 1;
  return `On ${to}: ${counts['carries over']} carry over, ${counts.changes} change, ${counts['is lost']} are lost.`;
}
