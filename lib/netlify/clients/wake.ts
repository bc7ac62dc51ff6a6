/** Which variables hold the address of the deployment, and the path that the worker answers on. */
export interface WakeOptions {
  readonly addresses: readonly string[];
  readonly worker: string;
}

const PATIENCE_MS = 5000;

/**
 * Tells a worker that there may be something to do. The call says nothing else: whoever makes it, the worker only looks at
 * what is due. @throws Error when nobody answers
 */
export async function wake({ addresses, worker }: WakeOptions): Promise<void> {
  const address = addresses.map((name) => process.env[name]).find(Boolean);
  if (address === undefined)
    throw new Error(`None of ${addresses.join(', ')} is set, so the address of the site is not known.`);
  const answer = await fetch(new URL(worker, address), { method: 'POST', signal: AbortSignal.timeout(PATIENCE_MS) });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`The worker answered ${answer.status}.`);
}
