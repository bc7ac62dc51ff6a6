import { EventgridSystemTopic } from '@cdktf/provider-azurerm/lib/eventgrid-system-topic';
import { EventgridSystemTopicEventSubscription } from '@cdktf/provider-azurerm/lib/eventgrid-system-topic-event-subscription';
import type { Construct } from 'constructs';
import { explain } from '../model';
import { physicalName } from '../terraform/physical-name';
import { type Bucket, CONTAINER } from './bucket';
import { MESSAGES, type Queue } from './queue';
import { assignRole } from './roles';
import { AzureStack } from './stack';

/** Which objects of a bucket are told of, and where. */
export interface SubscriptionSpec {
  readonly bucket: Bucket;
  readonly queue: Queue;
  readonly prefix?: string;
  readonly suffix?: string;
  readonly deletions: boolean;
}

/** Lets Event Grid put word of a bucket's objects into a queue. @see https://learn.microsoft.com/azure/event-grid/handler-storage-queues */
export function subscribe(scope: Construct, spec: SubscriptionSpec): EventgridSystemTopicEventSubscription {
  const { bucket, queue, prefix = '', suffix, deletions } = spec;
  const topic = topicOf(bucket);
  const purpose = 'Lets Event Grid send word of uploads to the queue.';
  const name = 'Storage Queue Data Message Sender';
  const grantee = { scope, id: 'MayTell', principalId: topic.identity.principalId };
  const may = assignRole(grantee, { name, scope: queue.queue.id, purpose, prop: 'bucket' });
  const subscription = new EventgridSystemTopicEventSubscription(scope, 'Subscription', {
    name: physicalName(scope.node.path, { most: 64, hashed: scope.node.path }),
    systemTopic: topic.name,
    resourceGroupName: AzureStack.of(scope).resourceGroup.name,
    includedEventTypes: ['Microsoft.Storage.BlobCreated', ...(deletions ? ['Microsoft.Storage.BlobDeleted'] : [])],
    subjectFilter: {
      subjectBeginsWith: `/blobServices/default/containers/${CONTAINER}/blobs/${prefix}`,
      subjectEndsWith: suffix,
      caseSensitive: true,
    },
    storageQueueEndpoint: { storageAccountId: queue.account.id, queueName: MESSAGES },
    deliveryIdentity: { type: 'SystemAssigned' },
    dependsOn: [may],
  });
  const sends = 'Sends word of uploads to the queue.';
  explain(subscription, { type: 'azurerm_eventgrid_system_topic_event_subscription', purpose: sends, prop: 'prefix' });
  return subscription;
}

const TOPIC = 'Events';

/** The events of a bucket, of which an account has one topic. */
function topicOf(bucket: Bucket): EventgridSystemTopic {
  const known = bucket.node.tryFindChild(TOPIC) as EventgridSystemTopic | undefined;
  if (known !== undefined) return known;
  const topic = new EventgridSystemTopic(bucket, TOPIC, {
    ...AzureStack.of(bucket).place,
    name: physicalName(bucket.node.path, { most: 50, hashed: bucket.node.path }),
    topicType: 'Microsoft.Storage.StorageAccounts',
    sourceResourceId: bucket.account.id,
    identity: { type: 'SystemAssigned' },
  });
  explain(topic, {
    type: 'azurerm_eventgrid_system_topic',
    purpose: 'Tells what happens to the objects of the bucket.',
  });
  return topic;
}
