import { DataGoogleProject } from '@cdktf/provider-google/lib/data-google-project';
import { PubsubSubscription, type PubsubSubscriptionConfig } from '@cdktf/provider-google/lib/pubsub-subscription';
import { PubsubSubscriptionIamMember } from '@cdktf/provider-google/lib/pubsub-subscription-iam-member';
import { PubsubTopic } from '@cdktf/provider-google/lib/pubsub-topic';
import { PubsubTopicIamMember } from '@cdktf/provider-google/lib/pubsub-topic-iam-member';
import type { Construct } from 'constructs';
import { explain } from '../../app-model/model';
import type { StateRemovalPolicy } from '../../constructs/state';
import { physicalName } from '../../terraform/physical-name';
import { lifecycleOf } from '../../terraform/retain';
import { googleDefaults } from '../defaults';
import { GoogleStack } from '../stack/stack';

/** A queue of Pub/Sub: a topic for sending, and a subscription in which messages wait. */
export interface MessageQueue {
  readonly topic: PubsubTopic;
  readonly subscription: PubsubSubscription;
  /** Receives messages that failed too often, or that cannot succeed. */
  readonly deadLetterTopic: PubsubTopic;
  /** Keeps them. */
  readonly deadLetters: PubsubSubscription;
}

/** Settings of a queue. */
export interface MessageQueueSpec {
  readonly purpose: string;
  readonly fifo: boolean;
  readonly retentionSeconds: number;
  readonly maxAttempts: number;
  /** Removal policy of messages and dead letters; by default they are deleted with the queue. */
  readonly removalPolicy?: StateRemovalPolicy;
  readonly overrides?: Partial<PubsubSubscriptionConfig>;
}

/**
 * Creates the queue of `scope`. It always has a subscription, because a topic without one loses its messages.
 * @see https://cloud.google.com/pubsub/docs/handling-failures
 */
export function createMessageQueue(scope: Construct, spec: MessageQueueSpec): MessageQueue {
  const stack = GoogleStack.of(scope);
  const topic = createTopic(scope, 'Topic', spec.purpose);
  const { topic: deadLetterTopic, subscription: deadLetters } = createStore(scope, 'DeadLetters', {
    purpose: 'Keeps messages that exhausted their attempts',
    prop: 'maxAttempts',
    removalPolicy: spec.removalPolicy,
  });
  const subscription = createSubscription(scope, 'Subscription', {
    topic: topic.id,
    enableMessageOrdering: spec.fifo,
    messageRetentionDuration: `${spec.retentionSeconds}s`,
    deadLetterPolicy: { deadLetterTopic: deadLetterTopic.id, maxDeliveryAttempts: spec.maxAttempts },
    retryPolicy: { ...googleDefaults.retryPolicy.value },
    lifecycle: lifecycleOf(spec.removalPolicy),
    ...spec.overrides,
  });
  explain(subscription, { type: 'google_pubsub_subscription', purpose: 'Keeps messages until they are processed.' });
  allowDeadLettering(scope, { subscription, deadLetterTopic, agent: pubsubAgent(stack) });
  return { topic, subscription, deadLetters, deadLetterTopic };
}

/** Creates a topic with a subscription that keeps messages until someone reads them. */
export function createStore(
  scope: Construct,
  id: string,
  {
    purpose,
    prop,
    removalPolicy,
  }: { readonly purpose: string; readonly prop: string; readonly removalPolicy?: StateRemovalPolicy },
): Pick<MessageQueue, 'topic' | 'subscription'> {
  const topic = createTopic(scope, `${id}Topic`, `${purpose}.`);
  const subscription = createSubscription(scope, id, {
    topic: topic.id,
    messageRetentionDuration: `${googleDefaults.deadLetterRetention.value.toSeconds()}s`,
    lifecycle: lifecycleOf(removalPolicy),
  });
  explain(subscription, { type: 'google_pubsub_subscription', purpose: `${purpose}, until someone reads them.`, prop });
  return { topic, subscription };
}

function createTopic(scope: Construct, id: string, purpose: string): PubsubTopic {
  const path = `${scope.node.path}/${id}`;
  const topic = new PubsubTopic(scope, id, {
    name: physicalName(path, { most: 255, hashed: path }),
    dependsOn: [GoogleStack.of(scope).enable('pubsub')],
  });
  explain(topic, { type: 'google_pubsub_topic', purpose });
  return topic;
}

function createSubscription(
  scope: Construct,
  id: string,
  config: Omit<PubsubSubscriptionConfig, 'name'>,
): PubsubSubscription {
  const path = `${scope.node.path}/${id}`;
  return new PubsubSubscription(scope, id, {
    name: physicalName(path, { most: 255, hashed: path }),
    // By default, Pub/Sub deletes a subscription that is unused for a month.
    expirationPolicy: { ttl: '' },
    ...config,
  });
}

interface DeadLettering {
  readonly subscription: PubsubSubscription;
  readonly deadLetterTopic: PubsubTopic;
  readonly agent: string;
}

/** Pub/Sub moves the messages itself, with its own identity. */
function allowDeadLettering(scope: Construct, { subscription, deadLetterTopic, agent }: DeadLettering): void {
  const publish = new PubsubTopicIamMember(scope, 'MayDeadLetter', {
    topic: deadLetterTopic.name,
    role: 'roles/pubsub.publisher',
    member: agent,
  });
  const sends = 'Lets Pub/Sub send messages that failed to the dead-letter topic.';
  explain(publish, { type: 'google_pubsub_topic_iam_member', purpose: sends, prop: 'maxAttempts' });
  const acknowledge = new PubsubSubscriptionIamMember(scope, 'MayForget', {
    subscription: subscription.name,
    role: 'roles/pubsub.subscriber',
    member: agent,
  });
  const forgets = 'Lets Pub/Sub remove messages that failed from the subscription.';
  explain(acknowledge, { type: 'google_pubsub_subscription_iam_member', purpose: forgets, prop: 'maxAttempts' });
}

/** The identity of Pub/Sub in the project. @see https://cloud.google.com/pubsub/docs/access-control#agent */
function pubsubAgent(stack: GoogleStack): string {
  const id = 'Project';
  const known = stack.shared.node.tryFindChild(id) as DataGoogleProject | undefined;
  const project = known ?? new DataGoogleProject(stack.shared, id, { projectId: stack.project });
  return `serviceAccount:service-${project.number}@gcp-sa-pubsub.iam.gserviceaccount.com`;
}
