import { ValidationError } from 'tradewind';

/** The problems that are found, as `CODE prop`; none when nothing is refused. Other errors are thrown on. */
export function problemsOf(make: () => unknown): string[] {
  try {
    make();
  } catch (error) {
    if (error instanceof ValidationError) return error.problems.map(({ code, prop }) => `${code} ${prop}`);
    throw error;
  }
  return [];
}
