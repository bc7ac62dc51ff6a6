import type { Grantee } from '../bindings/bound';
import { assignRole } from '../stack/roles';

/** Grants the permission to send to a queue by its id. */
export function grantSend(queueId: string, grantee: Grantee): void {
  const purpose = 'Lets the function send messages to the queue.';
  assignRole(grantee, { name: 'Storage Queue Data Message Sender', scope: queueId, purpose, prop: 'bindings' });
}
