import type { ConstructName } from '../catalogue';

/** Names of the members of the prop `overrides`, by construct: the resources of the construct. */
export type Overridden = Readonly<Record<ConstructName, Readonly<Record<string, true>>>>;

/** Types of overrides, by construct. Does not compile unless `List` has exactly the names of the types. */
export type Listed<List extends Exactly<List, Types>, Types> = List extends object ? Types : never;

type Exactly<List, Types> = {
  readonly [Name in keyof Types]: {
    readonly [Key in keyof Types[Name] | KeysIn<List, Name>]-?: Key extends keyof Types[Name] ? true : never;
  };
};

type KeysIn<List, Name> = Name extends keyof List ? keyof List[Name] : never;
