/**
 * Returns the handler that an entry exports, as the bundler's generated entry reads it: `handler`, else the default
 * export. Tested with `in`, because routers that are proxies answer to every name.
 */
export function exportOf(entry: unknown): unknown {
  if (typeof entry !== 'object' || entry === null) return entry;
  const { handler, default: main } = entry as { handler?: unknown; default?: unknown };
  return 'handler' in entry || 'default' in entry ? (handler ?? main) : entry;
}
