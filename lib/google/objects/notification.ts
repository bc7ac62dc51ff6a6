import { DataGoogleStorageProjectServiceAccount } from '@cdktf/provider-google/lib/data-google-storage-project-service-account';
import type { PubsubTopic } from '@cdktf/provider-google/lib/pubsub-topic';
import { PubsubTopicIamMember } from '@cdktf/provider-google/lib/pubsub-topic-iam-member';
import { StorageNotification } from '@cdktf/provider-google/lib/storage-notification';
import type { Construct } from 'constructs';
import { explain } from '../../app-model/model';
import { GoogleStack } from '../stack/stack';
import type { IBucket } from './bucket-interface';

/** Objects of a bucket that cause events, and the target of the events. */
export interface NotificationSpec {
  readonly bucket: IBucket;
  readonly topic: PubsubTopic;
  readonly prefix?: string;
  readonly deletions: boolean;
}

/** Sends the events of a bucket to a topic. @see https://cloud.google.com/storage/docs/reporting-changes */
export function notify(scope: Construct, { bucket, topic, prefix, deletions }: NotificationSpec): StorageNotification {
  const may = new PubsubTopicIamMember(scope, 'MayTell', {
    topic: topic.name,
    role: 'roles/pubsub.publisher',
    member: `serviceAccount:${storageAgent(GoogleStack.of(scope))}`,
  });
  const tells = 'Lets Cloud Storage notify the topic of uploads.';
  explain(may, { type: 'google_pubsub_topic_iam_member', purpose: tells });
  const notification = new StorageNotification(scope, 'Notification', {
    bucket: bucket.bucketName,
    topic: topic.id,
    payloadFormat: 'JSON_API_V1',
    eventTypes: ['OBJECT_FINALIZE', ...(deletions ? ['OBJECT_DELETE', 'OBJECT_ARCHIVE'] : [])],
    objectNamePrefix: prefix,
    // Cloud Storage checks the permission at creation.
    dependsOn: [may],
  });
  const purpose = 'Notifies the topic of uploads.';
  explain(notification, { type: 'google_storage_notification', purpose, prop: 'prefix' });
  return notification;
}

/** The identity of Cloud Storage in the project. @see https://cloud.google.com/storage/docs/reporting-changes#before-you-begin */
function storageAgent(stack: GoogleStack): string {
  const id = 'StorageAgent';
  const known = stack.shared.node.tryFindChild(id) as DataGoogleStorageProjectServiceAccount | undefined;
  return (known ?? new DataGoogleStorageProjectServiceAccount(stack.shared, id, {})).emailAddress;
}
