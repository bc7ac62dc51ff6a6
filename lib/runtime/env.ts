/** The variables that the provider gives a function: text on most, its own bindings too on Cloudflare. */
export type Variables = Readonly<Record<string, unknown>>;

/** Makes the client of a binding. Asked once, when the handler first reads it. */
export type BindingFactory = (variables: Variables) => unknown;

/** The bindings of a function by their names in `env`. */
export type BindingFactories = Readonly<Record<string, BindingFactory>>;

/**
 * What the generated entry of a function tells its adapter, besides what the user's entry exports. `options` are of the
 * adapter's own shape, JSON.
 */
export interface Setup<Options = unknown> {
  readonly bindings?: BindingFactories;
  readonly options?: Options;
}

const known = new WeakMap<object, Variables>();

/** The `env` of a handler: the variables, and a client for each binding, made when it is first read. */
export function createEnv(variables: Variables, bindings: BindingFactories | undefined): Variables {
  // What is not bound costs nothing.
  if (bindings === undefined) return variables;
  const made = known.get(variables);
  if (made) return made;
  const env: Record<string, unknown> = { ...variables };
  for (const [name, create] of Object.entries(bindings)) defineLazily(env, name, () => create(variables));
  known.set(variables, env);
  return env;
}

function defineLazily(env: Record<string, unknown>, name: string, create: () => unknown): void {
  Object.defineProperty(env, name, {
    enumerable: true,
    configurable: true,
    get: () => {
      const value = create();
      Object.defineProperty(env, name, { value, enumerable: true });
      return value;
    },
  });
}
