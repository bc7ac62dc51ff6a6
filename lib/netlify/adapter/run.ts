import type { Store } from '@netlify/blobs';
import { isAnyDue, type LeasedMessage, leaseDue } from './outbox.js';
import { type Slot, type SlotOptions, takeSlot } from './slots.js';

/** Limits of a run. */
export interface RunOptions {
  /** Maximum duration of a batch. */
  readonly timeoutSeconds: number;
  readonly batchSize: number;
  /** Duration of the lease of a message in progress. */
  readonly leaseSeconds: number;
  /** Time during which a run leases new messages. */
  readonly runSeconds: number;
  /** Maximum wait for messages that the run has released itself. */
  readonly waitSeconds: number;
  readonly slots: SlotOptions;
}

/** Processes messages, and resolves to the due times of those that were released, in milliseconds since 1970. */
type Work = (claimed: readonly LeasedMessage[]) => Promise<readonly number[]>;

/**
 * Processes due messages in batches, until nothing is due, or the maximum number of other runs does so. Resolves to true if
 * the time was up before.
 */
export async function runUntilNothingIsDue(store: Store, options: RunOptions, work: Work): Promise<boolean> {
  const end = Date.now() + options.runSeconds * 1000;
  const putBackUntil: number[] = [];
  while (Date.now() < end) {
    const slot = await takeSlot(store, options.slots);
    // The run that holds a slot polls again after it releases the slot, and so finds the message that started this run.
    if (slot === undefined) return false;
    const looked = await workWhileHeld(slot).finally(() => slot.giveBack());
    if (await isAnyDue(store)) continue;
    const pause = Math.min(...putBackUntil.filter((due) => due > looked)) - Date.now();
    if (pause > options.waitSeconds * 1000) return false;
    await new Promise((resolve) => setTimeout(resolve, Math.max(pause, 0) + 1));
  }
  return true;

  /** Resolves to the time of its last poll, in milliseconds since 1970. */
  async function workWhileHeld(slot: Slot): Promise<number> {
    for (;;) {
      const looked = Date.now();
      if (looked >= end || slot.secondsLeft() < options.timeoutSeconds) return looked;
      const claimed = await leaseDue(store, options.batchSize, options.leaseSeconds);
      if (claimed.length === 0) return looked;
      putBackUntil.push(...(await work(claimed)));
    }
  }
}
