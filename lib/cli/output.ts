/** Destination of the output; tests pass their own. */
export interface Output {
  /** Writes text with its line ends. */
  write(text: string): unknown;
}
