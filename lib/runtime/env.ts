/** Variables that the provider passes to a function: text on most, its own bindings too on Cloudflare. */
export type Variables = Readonly<Record<string, unknown>>;

/** Creates the client of a binding. Called once, when the handler first reads it. */
export type BindingFactory = (variables: Variables) => unknown;

/** Bindings of a function by their names in `env`. */
export type BindingFactories = Readonly<Record<string, BindingFactory>>;

/** Input of an adapter from the generated entry of a function, in addition to the exports of the user's entry. */
export interface Setup {
  readonly bindings?: BindingFactories;
}

/** Input of an adapter with options. They have the shape that the adapter defines, JSON. */
export interface SetupWith<Options> extends Setup {
  readonly options: Options;
}

/**
 * Creates the `env` of a handler: the variables, and a client for each binding, created when it is first read. Kept
 * small, since it is in every bundle.
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
