import { type AdapterContext, createContext, timeLeft } from '../../runtime/context.js';
import { createLog } from '../../runtime-node/log.js';
import type { NodeRequest } from '../../runtime-node/node-http.js';

/** The context of a request. Log lines name the trace, so that Cloud Logging shows them with the request. */
export function requestContext(request: NodeRequest, timeoutSeconds: number): AdapterContext<NodeRequest> {
  const trace = /^([^/;]+)/.exec(String(request.headers['x-cloud-trace-context'] ?? ''))?.[1];
  const requestId = trace ?? crypto.randomUUID();
  const log = createLog(requestId, trace ? { 'logging.googleapis.com/trace': trace } : undefined);
  return createContext({
    provider: 'google',
    requestId,
    raw: request,
    log,
    remainingTime: timeLeft(timeoutSeconds),
  });
}
