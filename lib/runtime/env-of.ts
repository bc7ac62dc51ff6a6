/** The types of a binding's clients: with all rights, or with those to read or to write alone. */
export interface ClientTypes<All = unknown, Read = All, Write = All> {
  /** With all rights. */
  readonly readwrite: All;
  /** With those to read. */
  readonly read: Read;
  /** With those to write. */
  readonly write: Write;
}

/**
 * State or a service of which handlers get a client. A class says which, without a trace at run time:
 * `declare readonly '~clients'?: ClientTypes<TableClient<Item>, TableReader<Item>, TableWriter<Item>>`.
 */
export interface Bindable<All = unknown, Read = All, Write = All> {
  /** For types only. No symbol, which would be another one to CommonJS than to ES modules. */
  readonly '~clients'?: ClientTypes<All, Read, Write>;
}

/** What a function may do with what is bound to it. */
export type Access = 'read' | 'write' | 'readwrite';

/** A binding that may be used in part. Made by `readOnly()` and `writeOnly()`. */
export interface Restricted<Target = unknown, Allowed extends Access = Access> {
  /** What is bound. */
  readonly target: Target;
  /** What is allowed. */
  readonly access: Allowed;
  /** Start of the keys of a bucket that may be written; every key where it is left out. */
  readonly prefix?: string;
}

type Clients<Target> = Target extends { readonly '~clients'?: infer All } ? NonNullable<All> : never;
type Part<All, Allowed> = Allowed extends keyof All ? All[Allowed] : unknown;

/** The client that a handler finds for one binding. */
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
