import { PubsubTopicIamMember } from '@cdktf/provider-google/lib/pubsub-topic-iam-member';
import { explain } from '../../app-model/model';
import type { Grantee } from '../bindings/bound';

/** Reason to send to a topic, and the prop that requires it. */
interface Reason {
  readonly purpose: string;
  readonly prop?: string;
}

const BOUND: Reason = { purpose: 'Lets the function send messages to the queue.', prop: 'bindings' };

/** Grants the permission to send to a topic by its name. */
export function grantPublish(topic: string, { scope, id, member }: Grantee, reason = BOUND): void {
  const grant = new PubsubTopicIamMember(scope, id, { topic, role: 'roles/pubsub.publisher', member });
  explain(grant, { type: 'google_pubsub_topic_iam_member', ...reason });
}
