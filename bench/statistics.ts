/** Figures of several runs. */
export interface Sample {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly count: number;
}

export function sample(figures: readonly number[]): Sample {
  if (figures.length === 0) throw new Error('nothing was measured');
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { median, min: sorted[0]!, max: sorted.at(-1)!, count: sorted.length };
}

/** Returns the ratios of two contestants, round by round: a disturbance of the machine in a round slows both. */
export function ratios(figures: readonly number[], of: readonly number[]): Sample {
  return sample(figures.map((figure, round) => figure / of[round]!));
}

/** Formats as `median (min–max)`, or the figure alone if there is only one. */
export function format({ median, min, max, count }: Sample, digits: number): string {
  if (count === 1) return median.toFixed(digits);
  return `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;
}
