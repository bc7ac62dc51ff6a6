/** Logs that a native handler was reached, by a line as the library writes it. */
export function reached(marker: string | null): void {
  const line = JSON.stringify({ timestamp: new Date().toISOString(), level: 'INFO', message: 'reached', marker });
  process.stdout.write(`${line}\n`);
}
