import { addFields, TradewindError } from '../errors';

/** What holds between constructs is broken: each line is one mistake, with its own code. */
export class AppError extends TradewindError {
  declare readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super('APP', '', mistakes.join('\n'));
    addFields(this, { mistakes });
  }
}
