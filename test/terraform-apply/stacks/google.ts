import { CloudSchedulerJob } from '@cdktf/provider-google/lib/cloud-scheduler-job';
import { Cloudfunctions2Function } from '@cdktf/provider-google/lib/cloudfunctions2-function';
import { DataGoogleProject } from '@cdktf/provider-google/lib/data-google-project';
import { ProjectService } from '@cdktf/provider-google/lib/project-service';
import { GoogleProvider } from '@cdktf/provider-google/lib/provider';
import { PubsubSubscription } from '@cdktf/provider-google/lib/pubsub-subscription';
import { PubsubTopic } from '@cdktf/provider-google/lib/pubsub-topic';
import { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import { StorageBucket } from '@cdktf/provider-google/lib/storage-bucket';
import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member';
import { StorageBucketObject } from '@cdktf/provider-google/lib/storage-bucket-object';
import { TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';

const LOCATION = 'europe-west1';

/** Function with its code, its own account, a schedule and a subscription. */
export class GoogleSample extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new GoogleProvider(this, 'google', { project: 'acme', region: LOCATION });
    const project = new DataGoogleProject(this, 'project', { projectId: 'acme' });
    const run = new ProjectService(this, 'run', { service: 'run.googleapis.com', disableOnDestroy: false });
    const bucket = new StorageBucket(this, 'code', { name: `acme-${project.number}-code`, location: 'EU' });
    const account = new ServiceAccount(this, 'account', { accountId: 'orders-api' });
    new StorageBucketIamMember(this, 'reads', {
      bucket: bucket.name,
      role: 'roles/storage.objectViewer',
      member: `serviceAccount:${account.email}`,
    });
    const handler = this.addFunction(bucket, account, run);
    this.addSubscription(handler, account);
    new CloudSchedulerJob(this, 'nightly', {
      name: 'nightly',
      schedule: '0 3 * * *',
      timeZone: 'Europe/Oslo',
      httpTarget: { uri: handler.serviceConfig.uri, oidcToken: { serviceAccountEmail: account.email } },
    });
    new TerraformOutput(this, 'url', { value: handler.serviceConfig.uri });
  }

  private addFunction(bucket: StorageBucket, account: ServiceAccount, api: ProjectService): Cloudfunctions2Function {
    const code = new StorageBucketObject(this, 'zip', {
      bucket: bucket.name,
      name: 'code-0123abcd.zip',
      content: 'a zip',
    });
    return new Cloudfunctions2Function(this, 'orders', {
      name: 'orders',
      location: LOCATION,
      buildConfig: {
        runtime: 'nodejs22',
        entryPoint: 'handler',
        source: { storageSource: { bucket: bucket.name, object: code.name } },
      },
      serviceConfig: { availableMemory: '256M', timeoutSeconds: 60, serviceAccountEmail: account.email },
      dependsOn: [api],
    });
  }

  private addSubscription(handler: Cloudfunctions2Function, account: ServiceAccount): void {
    const topic = new PubsubTopic(this, 'topic', { name: 'jobs' });
    const failed = new PubsubTopic(this, 'failed', { name: 'jobs-failed' });
    new PubsubSubscription(this, 'subscription', {
      name: 'jobs',
      topic: topic.id,
      ackDeadlineSeconds: 60,
      pushConfig: {
        pushEndpoint: handler.serviceConfig.uri,
        oidcToken: { serviceAccountEmail: account.email },
      },
      deadLetterPolicy: { deadLetterTopic: failed.id, maxDeliveryAttempts: 5 },
    });
  }
}
