import { DataAzurermEventgridSystemTopic } from '@cdktn/provider-azurerm/lib/data-azurerm-eventgrid-system-topic';
import { EventgridSystemTopic } from '@cdktn/provider-azurerm/lib/eventgrid-system-topic';
import { EventgridSystemTopicEventSubscription } from '@cdktn/provider-azurerm/lib/eventgrid-system-topic-event-subscription';
import type { Construct } from 'constructs';
import { explain } from '../../app-model/model';
import { physicalName } from '../../terraform/physical-name';
import { MESSAGES, type Queue } from '../queue';
import { assignRole } from '../stack/roles';
import { AzureStack } from '../stack/stack';
import type { IBucket } from './bucket-interface';
import { ExistingBucket } from './existing-bucket';

/** Objects of a bucket that cause events, and the target of the events. */
export interface SubscriptionSpec {
  readonly bucket: IBucket;
  readonly queue: Queue;
  readonly prefix?: string;
  readonly suffix?: string;
  readonly deletions: boolean;
}

/**
 * Sends the events of a bucket to a queue through Event Grid.
 * @see https://learn.microsoft.com/azure/event-grid/handler-storage-queues
 */
export function subscribe(scope: Construct, spec: SubscriptionSpec): EventgridSystemTopicEventSubscription {
  const { bucket, queue, prefix = '', suffix, deletions } = spec;
  const topic = topicOf(bucket);
  const purpose = 'Lets Event Grid notify the queue of uploads.';
  const name = 'Storage Queue Data Message Sender';
  const grantee = { scope, id: 'MayTell', principalId: topic.principalId };
  const may = assignRole(grantee, { name, scope: queue.queue.id, purpose, prop: 'bucket' });
  const subscription = new EventgridSystemTopicEventSubscription(scope, 'Subscription', {
    name: physicalName(scope.node.path, { most: 64, hashed: scope.node.path }),
    systemTopic: topic.name,
    resourceGroupName: topic.resourceGroupName,
    includedEventTypes: ['Microsoft.Storage.BlobCreated', ...(deletions ? ['Microsoft.Storage.BlobDeleted'] : [])],
    subjectFilter: {
      subjectBeginsWith: `/blobServices/default/containers/${bucket.containerName}/blobs/${prefix}`,
      subjectEndsWith: suffix,
      caseSensitive: true,
    },
    storageQueueEndpoint: { storageAccountId: queue.account.id, queueName: MESSAGES },
    deliveryIdentity: { type: 'SystemAssigned' },
    dependsOn: [may],
  });
  const sends = 'Notifies the queue of uploads.';
  explain(subscription, { type: 'azurerm_eventgrid_system_topic_event_subscription', purpose: sends, prop: 'prefix' });
  return subscription;
}

/** Topic of the events of a bucket. */
interface EventTopic {
  readonly name: string;
  readonly resourceGroupName: string;
  /** Identity with which it delivers. */
  readonly principalId: string;
}

const TOPIC = 'Events';

/** Source of the events of a bucket. A storage account has one topic. */
function topicOf(bucket: IBucket): EventTopic {
  if (bucket instanceof ExistingBucket && bucket.systemTopic !== undefined)
    return existingTopic(bucket, bucket.systemTopic);
  const { name, resourceGroupName, identity } = topics(bucket).get(bucket.accountId) ?? createTopic(bucket);
  return { name, resourceGroupName, principalId: identity.principalId };
}

function existingTopic(bucket: ExistingBucket, systemTopic: NonNullable<ExistingBucket['systemTopic']>): EventTopic {
  const known = bucket.node.tryFindChild(TOPIC) as DataAzurermEventgridSystemTopic | undefined;
  const { name, resourceGroupName, identity } =
    known ?? new DataAzurermEventgridSystemTopic(bucket, TOPIC, systemTopic);
  return { name, resourceGroupName, principalId: identity.get(0).principalId };
}

const topicsOfStacks = new WeakMap<AzureStack, Map<string, EventgridSystemTopic>>();

/** The topics that a stack has created, by account, so that an account that is imported twice has one topic. */
function topics(bucket: IBucket): Map<string, EventgridSystemTopic> {
  const stack = AzureStack.of(bucket);
  const known = topicsOfStacks.get(stack) ?? new Map<string, EventgridSystemTopic>();
  topicsOfStacks.set(stack, known);
  return known;
}

function createTopic(bucket: IBucket): EventgridSystemTopic {
  const { resourceGroupName, location, tags } = AzureStack.of(bucket).place;
  const topic = new EventgridSystemTopic(bucket, TOPIC, {
    resourceGroupName,
    // It must be in the region of its source.
    location: (bucket instanceof ExistingBucket && bucket.location) || location,
    tags,
    name: physicalName(bucket.node.path, { most: 50, hashed: bucket.node.path }),
    topicType: 'Microsoft.Storage.StorageAccounts',
    sourceResourceId: bucket.accountId,
    identity: { type: 'SystemAssigned' },
  });
  explain(topic, {
    type: 'azurerm_eventgrid_system_topic',
    purpose: 'Publishes the events of the objects of the bucket.',
  });
  topics(bucket).set(bucket.accountId, topic);
  return topic;
}
