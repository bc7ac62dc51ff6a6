import { parentPort, workerData } from 'node:worker_threads';
import { ConflictError, InvokeError, SendError } from '../../runtime/client-errors.js';
import type { FromThread, Invocation, Reply, SentError, ThreadData, ToThread } from './protocol.js';

/** Data that the engine starts the thread with. */
export const threadData = workerData as ThreadData;

/** Does the work of one invocation. Resolves when the result is known; `settled` when nothing is left to do. */
export type Work = (invocation: Invocation) => Promise<{ readonly result?: unknown; readonly settled: Promise<void> }>;

const waiting = new Map<number, (reply: Reply) => void>();
let calls = 0;

/** Sends a message to the engine. */
export function send(message: FromThread): void {
  parentPort?.postMessage(message);
}

/** Answers the invocations that the engine sends, from now on. */
export function answerInvocations(isNative: boolean, work: Work): void {
  parentPort?.on('message', (message: ToThread) => {
    if (message.type === 'invoke') void answer(message, work);
    else settle(message);
  });
  send({ type: 'ready', isNative });
}

async function answer(invocation: Invocation, work: Work): Promise<void> {
  const { id } = invocation;
  try {
    const { result, settled } = await work(invocation);
    send({ type: 'result', id, value: result });
    await settled;
  } catch (error) {
    send({ type: 'failure', id, error: toSent(error) });
  }
  send({ type: 'settled', id });
}

function settle(reply: Reply): void {
  waiting.get(reply.id)?.(reply);
  waiting.delete(reply.id);
}

/** Asks what a client is bound to. @throws the error that it answers with */
export function ask(target: string, method: string, input?: unknown): Promise<unknown> {
  calls += 1;
  const id = calls;
  return new Promise((resolve, reject) => {
    waiting.set(id, (reply) => ('error' in reply ? reject(fromSent(reply.error)) : resolve(reply.value)));
    send({ type: 'call', id, target, method, input });
  });
}

function toSent(error: unknown): SentError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  return { name: error.name, message: error.message, stack: error.stack };
}

/** The error by its class in this bundle, so that handlers can use `instanceof`. */
function fromSent({ name, message, failed = [] }: SentError): Error {
  if (name === 'ConflictError') return new ConflictError(message);
  if (name === 'InvokeError') return new InvokeError(message);
  if (name === 'SendError') return new SendError(failed);
  return name === 'TypeError' ? new TypeError(message) : Object.assign(new Error(message), { name });
}
