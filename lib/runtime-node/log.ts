import { createLogger } from '../runtime/logger.js';
import type { Logger } from '../runtime/types.js';
import { mapStack } from './source-map.js';

/**
 * Creates the logger of one invocation on Node.js: a line of JSON on stdout. `LOG_LEVEL` is the lowest level that is
 * written.
 */
export function createLog(requestId: string, fields?: Readonly<Record<string, unknown>>): Logger {
  return createLogger({
    requestId,
    level: process.env.LOG_LEVEL ?? 'INFO',
    write: (line) => void process.stdout.write(`${fields ? withFields(line, fields) : line}\n`),
    mapStack,
  });
}

/** Adds fields that a provider's log viewer uses, such as a trace, at the end of the line. */
function withFields(line: string, fields: Readonly<Record<string, unknown>>): string {
  return `${line.slice(0, -1)},${JSON.stringify(fields).slice(1)}`;
}
