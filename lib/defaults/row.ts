/** A default: the value, or the behaviour in words, and why it is so. */
export interface DefaultRow<Value = unknown> {
  /** The value; absent when the default is a behaviour. */
  readonly value?: Value;
  /** The behaviour, as the `@default` tag says it after the dash. */
  readonly behaviour?: string;
  /** The reason. */
  readonly why: string;
  /** The page behind it. */
  readonly source?: string;
}

// biome-ignore lint/complexity/noBannedTypes: the type with no members is what an optional member fits
type OptionalKeys<P> = { [K in keyof P]-?: {} extends Pick<P, K> ? K : never }[keyof P];
/** One row for each optional prop: a forgotten one does not compile. */
export type DefaultRows<P> = { readonly [K in OptionalKeys<P>]-?: DefaultRow<NonNullable<P[K]>> };
