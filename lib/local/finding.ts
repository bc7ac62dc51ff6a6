/** Something that the app needs and a local run does not have, or does in another way. */
export interface Finding {
  /** Path of the construct. */
  readonly path: string;
  /** A sentence. */
  readonly message: string;
  /** Action that helps, as an order. */
  readonly fix: string;
}

/** Actions for values that only a deployment knows, as orders. */
export interface Fixes {
  /** For the secret of a path. */
  secret(path: string): string;
  /** For the variable of a name. */
  variable(name: string): string;
}

/** For apps of tests. */
export const testFixes: Fixes = {
  secret: (path) => `give it a value: { secrets: { '${path}': '...' } }`,
  variable: (name) => `give it a value: { variables: { ${name}: '...' } }`,
};
