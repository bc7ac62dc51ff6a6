/** Returns the path of an address as it was sent: `URL` would resolve dot segments. */
export function pathOf(url: string): string {
  const start = url.indexOf('/', url.indexOf('://') + 3);
  return start < 0 ? '/' : (/^[^?#]*/.exec(url.slice(start))?.[0] ?? '/');
}

/**
 * Detects a path segment `.` or `..`, encoded or not: the router and whatever resolves the path could disagree about
 * the target.
 * @see https://url.spec.whatwg.org/#double-dot-path-segment
 */
export function climbs(path: string): boolean {
  return /(^|[/\\]|%2f|%5c)(\.|%2e){1,2}([/\\]|%2f|%5c|$)/i.test(path);
}
