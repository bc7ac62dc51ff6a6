import type { ConstructName } from '../catalogue';
import type { PropsOf } from '../constructs/props';
import type { Limits } from './limits/types';

/** A prop, value or construct that a provider does not support. */
export interface Unsupported {
  /** Reason, without a full stop. */
  readonly unsupported: string;
  /** Alternative, in the imperative. */
  readonly nearest: string;
  /** Value that has no effect, such as `false`, and is accepted. */
  readonly harmless?: boolean | number | string;
  /** Value that the provider sets for everyone. */
  readonly fixed?: number | string;
}

/** Values of a supported prop: those that the provider accepts, refuses or sets. */
export interface ValueSupport {
  /** Reason and nearest choice of each refused value, by the value, or by the `kind` of an object. */
  readonly refuses?: Readonly<Record<string, Unsupported>>;
  /** Numbers or names that the provider accepts. */
  readonly limits?: Limits;
  /** The value that the provider sets, regardless of the given one. */
  readonly fixed?: number | string;
}

/**
 * Support of a prop by a provider: native (`'native'`, or with a remark), emulated by code of tradewind, or unsupported, with
 * the reason and the nearest choice.
 */
export type Support =
  | 'native'
  | ({ readonly native: string | true } & ValueSupport)
  | ({ readonly emulated: string } & ValueSupport)
  | Unsupported;

/** Support of a construct: as a whole and for each prop, or the reason why the provider does not support it. */
export type ConstructSupport<Prop extends PropertyKey = string> =
  | { readonly whole: Exclude<Support, Unsupported>; readonly props: Readonly<Record<Prop, Support>> }
  | { readonly whole: Unsupported; readonly props?: undefined };

/** A row for each prop of each construct. A missing one is a compile error. */
export type SupportColumn = { readonly [Name in ConstructName]: ConstructSupport<keyof PropsOf[Name]> };
