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

/**
 * The `env` of a handler: the variables, and a client for each binding, made when it is first read. Small, since it is in
 * every bundle.
 */
export function createEnv(variables: Variables, bindings: BindingFactories | undefined): Variables {
  if (!bindings) return variables;
  const env = { ...variables };
  for (const name in bindings) {
    let client: unknown;
    Object.defineProperty(env, name, {
      enumerable: true,
      get: () => {
        client ??= bindings[name]!(variables);
        return client;
      },
    });
  }
  return env;
}
