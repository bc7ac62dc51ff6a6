/** Counts what is in work, so that tests can wait until nothing is. */
export class Activity {
  private count = 0;
  private readonly waiting: (() => void)[] = [];

  /** Counts a promise as work until it settles. Returns the promise. */
  track<T>(work: Promise<T>): Promise<T> {
    this.count += 1;
    const end = () => this.end();
    work.then(end, end);
    return work;
  }

  /** Runs something soon, and counts it until then: what happens in one turn is handled together. */
  soon(run: () => void): void {
    void this.track(new Promise<void>((resolve) => setImmediate(resolve)).then(run));
  }

  /** Resolves when nothing is in work. */
  async idle(): Promise<void> {
    for (;;) {
      // A turn, in which what has just been answered goes on.
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (this.count === 0) return;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  private end(): void {
    this.count -= 1;
    if (this.count === 0) for (const resolve of this.waiting.splice(0)) resolve();
  }
}
