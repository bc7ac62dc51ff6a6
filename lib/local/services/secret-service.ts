import type { Finding, Fixes } from '../finding';
import type { Constructs } from '../settings';
import type { Service } from './service';

/** The secrets of an app, whose values are given to the engine. */
export class SecretService {
  constructor(
    private readonly constructs: Constructs,
    private readonly values: Readonly<Record<string, string>>,
    private readonly fixes: Fixes,
  ) {}

  readonly service: Service = (target) => {
    const value = this.valueOf(target);
    if (value === undefined)
      throw new Error(
        `[tradewind:LOCAL_SECRET] ${this.nameOf(target)} has no value. Fix: ${this.fixes.secret(this.nameOf(target))}.`,
      );
    return value;
  };

  /** Secrets that functions use and that have no value. */
  findings(): Finding[] {
    const missing = this.constructs.resources('secret').filter((target) => this.valueOf(target) === undefined);
    return missing.map((target) => {
      const path = this.nameOf(target);
      return { path, message: 'the secret has no value', fix: this.fixes.secret(path) };
    });
  }

  private valueOf(target: string): string | undefined {
    return this.values[this.nameOf(target)] ?? this.values[target];
  }

  private nameOf(target: string): string {
    return this.constructs.owner(target)?.path ?? target;
  }
}
