import pc from 'picocolors';
import type { ConstructName } from '../constructs/provider';
import type { AppModel, ConstructModel } from '../model';
import type { ProviderName } from '../runtime/types';
import { type ConstructSupport, type Support, support } from '../support';
import { chosenProps } from './chosen-props';
import { CliError } from './model-file';
import { textTable } from './text-table';

/** What becomes of one construct, or of one of its props. */
export interface Finding {
  /** The prop; absent for the construct as a whole. */
  readonly prop?: string;
  readonly outcome: 'carries over' | 'changes' | 'is lost';
  /** How it is done there, or why it cannot be. */
  readonly note?: string;
  /** The nearest choice for what is lost. */
  readonly nearest?: string;
}

/** What becomes of the constructs of an app on another provider. */
export interface Portability {
  readonly to: ProviderName;
  readonly constructs: readonly {
    readonly path: string;
    readonly kind: string;
    readonly findings: readonly Finding[];
  }[];
}

/**
 * Compares an app with what another provider makes of its constructs, and of the props that somebody chose.
 * @throws CliError when nothing has the path
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
      findings: [...findingsOf(construct, to), ...lostBindings(construct, model, to)],
    })),
  };
}

function identity({ path, kind }: ConstructModel) {
  return { path, kind };
}

function findingsOf(construct: ConstructModel, to: ProviderName): Finding[] {
  const kind = construct.kind as ConstructName;
  const there: ConstructSupport = support[to][kind];
  const here: ConstructSupport = support[construct.provider][kind];
  const whole = outcome(here.whole, there.whole);
  if (there.props === undefined) return [whole];
  const props = chosenProps(construct).filter((prop) => prop in there.props);
  return [whole, ...props.map((prop) => ({ prop, ...outcome(here.props?.[prop], there.props[prop]!) }))];
}

/** What a construct is bound to, and would not find there. */
function lostBindings({ bindings }: ConstructModel, { constructs }: AppModel, to: ProviderName): Finding[] {
  return bindings.flatMap(({ name, target }) => {
    const bound = constructs.find(({ path }) => `${target}/`.startsWith(`${path}/`));
    const [whole] = bound ? findingsOf(bound, to) : [];
    if (whole?.outcome !== 'is lost') return [];
    return [{ ...whole, prop: `bindings.${name}`, note: `${bound!.path} is a ${bound!.kind}: ${whole.note}` }];
  });
}

/** Native on both sides, with nothing to know, is the same; a remark that differs is a change of meaning. */
function outcome(here: Support | undefined, there: Support): Finding {
  if (there === 'native') return { outcome: 'carries over' };
  if ('unsupported' in there) return { outcome: 'is lost', note: there.unsupported, nearest: there.nearest };
  const note = noteOf(there);
  return { outcome: note === noteOf(here) ? 'carries over' : 'changes', note };
}

function noteOf(support: Support | undefined): string | undefined {
  if (typeof support !== 'object') return undefined;
  if ('native' in support) return support.native;
  return 'emulated' in support ? support.emulated : undefined;
}

const COLOURS = { 'carries over': pc.green, changes: pc.yellow, 'is lost': pc.red } as const;

/** The comparison as text: a table for each construct, and the sum. */
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
