import { addFields, TradewindError } from '../errors';

/** Mistakes between constructs: each line is one, with its own code. */
export class AppError extends TradewindError {
  /** Every mistake, each as a message with its code. */
  declare readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super('APP', '', mistakes.join('\n'));
    addFields(this, { mistakes });
  }
}
