/** Something that the app needs and a local run does not have, or does in another way. */
export interface Finding {
  /** Path of the construct. */
  readonly path: string;
  /** A sentence. */
  readonly message: string;
  /** What to do, as an order. */
  readonly fix: string;
}
