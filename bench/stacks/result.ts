/** Prints the result of a program, for the process that started it. */
export function printResult(result: object): void {
  console.log(JSON.stringify({ ...result, maxRSS: process.resourceUsage().maxRSS }));
}
