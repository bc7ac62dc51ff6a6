/** Client types of a binding: with all rights, read-only and write-only. */
export interface ClientTypes<All = unknown, Read = All, Write = All> {
  /** Client with all rights. */
  readonly readwrite: All;
  /** Client that reads. */
  readonly read: Read;
  /** Client that writes. */
  readonly write: Write;
}

/**
 * State or a service that handlers access through a client. A class declares its client types without a trace at run
 * time: `declare readonly '~clients'?: ClientTypes<TableClient<Item>, TableReader<Item>, TableWriter<Item>>`.
 */
export interface Bindable<All = unknown, Read = All, Write = All> {
  /** For types only. Not a symbol, which would differ between CommonJS and ES modules. */
  readonly '~clients'?: ClientTypes<All, Read, Write>;
}

/** Access of a function to a bound resource. */
export type Access = 'read' | 'write' | 'readwrite';

/** Binding with partial access. Created by `readOnly()` and `writeOnly()`. */
export interface Restricted<Target = unknown, Allowed extends Access = Access> {
  /** Bound resource. */
  readonly target: Target;
  /** Allowed access. */
  readonly access: Allowed;
  /** Prefix of the bucket keys that may be written; all keys if absent. */
  readonly prefix?: string;
}

type Clients<Target> = Target extends { readonly '~clients'?: infer All } ? NonNullable<All> : never;
type Part<All, Allowed> = Allowed extends keyof All ? All[Allowed] : unknown;

/** Client type that a handler receives for one binding. */
export type ClientOf<Binding> =
  Binding extends Restricted<infer Target, infer Allowed>
    ? Part<Clients<Target>, Allowed>
    : Part<Clients<Binding>, 'readwrite'>;

/**
 * The `env` of a handler, inferred from the bindings that its construct declares.
 *
 * @example
 * // stack.ts
 * export class Shop extends Stack {
 *   readonly orders = new Table<Order>(this, 'Orders', { partitionKey: 'id' });
 *   readonly bindings = { ORDERS: this.orders, PHOTOS: readOnly(this.photos) };
 * }
 * // orders.ts
 * type Env = EnvOf<Shop['bindings']>;
 * export default { async fetch(request, env, ctx) { return Response.json(await env.ORDERS.get({ id: ctx.params.id })); } } satisfies Handler<Env>;
 */
export type EnvOf<Bindings> = { readonly [Name in keyof Bindings]: ClientOf<Bindings[Name]> };
