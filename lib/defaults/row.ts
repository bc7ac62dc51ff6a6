/** A default: the value, or the behaviour in words, and the reason. */
export interface DefaultRow<Value = unknown> {
  /** The value; absent when the default is a behaviour. */
  readonly value?: Value;
  /** The behaviour, which follows the dash of the `@default` tag. */
  readonly behaviour?: string;
  /** The reason. */
  readonly why: string;
  /** Page of the provider that supports the reason. */
  readonly source?: string;
}

// biome-ignore lint/complexity/noBannedTypes: the type with no members is what an optional member fits
type OptionalKeys<P> = { [K in keyof P]-?: {} extends Pick<P, K> ? K : never }[keyof P];
/** A row for each optional prop. A missing one is a compile error. */
export type DefaultRows<P> = { readonly [K in OptionalKeys<P>]-?: DefaultRow<NonNullable<P[K]>> };
