import { createLogger } from '../../runtime/logger.js';
import type { Logger } from '../../runtime/types.js';
import { mapStack } from '../../runtime-node/source-map.js';

/**
 * The logger of one invocation. It writes to stdout, not to `console`: Lambda's runtime wraps what `console` is given
 * into a JSON object of its own, or puts tabs before it, but passes a JSON line on stdout through in both log formats and
 * filters it by its `level`.
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
