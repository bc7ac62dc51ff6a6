/** Variables that may hold the address of the deployment, and the path of the worker. */
export interface WakeOptions {
  readonly addresses: readonly string[];
  readonly worker: string;
}

const PATIENCE_MS = 5000;

/**
 * Notifies a worker that messages may be due. The call carries no data: the worker only processes due messages.
 * @throws Error when the worker does not respond
 */
export async function wake({ addresses, worker }: WakeOptions): Promise<void> {
  const address = addresses.map((name) => process.env[name]).find(Boolean);
  if (address === undefined)
    throw new Error(`None of ${addresses.join(', ')} is set, so the address of the site is not known.`);
  const answer = await fetch(new URL(worker, address), { method: 'POST', signal: AbortSignal.timeout(PATIENCE_MS) });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`The worker answered ${answer.status}.`);
}
