import { errorRecord } from './error-record.js';
import type { Logger } from './types.js';

/** Settings that a provider adds to the logger. */
export interface LogSettings {
  readonly requestId: string;
  /** Lowest level to write, in any case: `DEBUG`, `info`. All levels are written if it is unknown. */
  readonly level?: string;
  /** Writes one line, passed without its line break. */
  write(line: string): void;
  /** Maps a stack to the lines of the source. */
  mapStack(stack: string): string;
}

const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];

/** Writes one JSON object a line: `timestamp`, `level`, `requestId`, `message`, then the fields, then `error`. */
export function createLogger({ requestId, level, write, mapStack }: LogSettings): Logger {
  const lowest = LEVELS.indexOf(`${level}`.toUpperCase());
  const json = (entry: object, seen?: WeakSet<object>) =>
    JSON.stringify(entry, (_key, value) => {
      if (typeof value === 'bigint') return String(value);
      if (value instanceof Error) return errorRecord(value, mapStack);
      if (!seen || typeof value !== 'object' || value === null) return value;
      return seen.has(value) ? '[seen]' : seen.add(value) && value;
    });
  // A log call must not make a handler fail: cycles are cut, and where a getter throws the fields are left out.
  const safe = (entry: object, head: object) => {
    try {
      return json(entry);
    } catch {
      try {
        return json(entry, new WeakSet());
      } catch {
        return json(head);
      }
    }
  };
  const log = (name: string, message: string, fields?: object, error?: unknown) => {
    if (LEVELS.indexOf(name) < lowest) return;
    const head = { timestamp: new Date().toISOString(), level: name, requestId, message };
    const tail = error === undefined ? undefined : { error: errorRecord(error, mapStack) };
    // The head occurs twice: first for its place in the line, last so that no field can forge it.
    write(safe({ ...head, ...fields, ...tail, ...head }, { ...head, ...tail }));
  };
  return {
    debug: (message, fields) => log('DEBUG', message, fields),
    info: (message, fields) => log('INFO', message, fields),
    warn: (message, fields) => log('WARN', message, fields),
    error: (message, error, fields) => log('ERROR', message, fields, error),
  };
}
