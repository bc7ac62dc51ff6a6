import type { ConstructModel } from '../app-model/model';
import type { ProviderName } from '../runtime/types';
import { type ConstructSupport, type Support, support, type Unsupported } from '../support';

/** Effect of a move on one construct, or on one of its props. */
export interface Finding {
  /** Name of the prop; absent for the construct as a whole. */
  readonly prop?: string;
  /** `is lost`: the other provider refuses it, and the app does not synthesize there until it is changed. */
  readonly outcome: 'carries over' | 'changes' | 'is lost';
  /** Implementation on the other provider, or the reason why it is not supported. */
  readonly note?: string;
  /** Nearest choice for a loss. */
  readonly nearest?: string;
}

/** Finding about the construct as a whole. */
export function wholeOf({ kind, provider }: ConstructModel, to: ProviderName): Finding {
  return outcome(support[provider][kind].whole, support[to][kind].whole);
}

/** Returns the support of a prop; undefined for names that are not props. */
export function rowOf({ kind }: ConstructModel, prop: string, provider: ProviderName): Support | undefined {
  const column: ConstructSupport = support[provider][kind];
  return column.props?.[prop];
}

/** Finding for a feature that a provider refuses. */
export function lost({ unsupported, nearest }: Unsupported): Finding {
  return { outcome: 'is lost', note: unsupported, nearest };
}

/** Native on both sides without a remark is the same; a different remark is a change of meaning. */
export function outcome(here: Support | undefined, there: Support): Finding {
  if (there === 'native') return { outcome: 'carries over' };
  if ('unsupported' in there) return lost(there);
  const note = noteOf(there);
  return { outcome: note === noteOf(here) ? 'carries over' : 'changes', note };
}

/** Returns the remark of a row on the provider's implementation. */
export function noteOf(row: Support | undefined): string | undefined {
  if (typeof row !== 'object') return undefined;
  if ('native' in row) return row.native === true ? undefined : row.native;
  return 'emulated' in row ? row.emulated : undefined;
}
