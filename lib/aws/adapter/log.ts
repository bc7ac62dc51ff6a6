import { createLogger } from '../../runtime/logger.js';
import type { Logger } from '../../runtime/types.js';
import { mapStack } from '../../runtime-node/source-map.js';

/**
 * Creates the logger of one invocation. It writes to stdout rather than to `console`: Lambda's runtime wraps the output
 * of `console` in its own JSON object, or prefixes it, but in both log formats it passes JSON lines on stdout through
 * and filters them by their `level`.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
 */
export function createLog(requestId: string): Logger {
  return createLogger({
    requestId,
    level: process.env.AWS_LAMBDA_LOG_LEVEL,
    write: (line) => void process.stdout.write(`${line}\n`),
    mapStack,
  });
}
