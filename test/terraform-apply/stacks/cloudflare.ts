import { DataCloudflareAccount } from '@cdktf/provider-cloudflare/lib/data-cloudflare-account';
import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { Queue } from '@cdktf/provider-cloudflare/lib/queue';
import { QueueConsumer } from '@cdktf/provider-cloudflare/lib/queue-consumer';
import { R2Bucket } from '@cdktf/provider-cloudflare/lib/r2-bucket';
import { R2BucketEventNotification } from '@cdktf/provider-cloudflare/lib/r2-bucket-event-notification';
import { WorkersCronTrigger } from '@cdktf/provider-cloudflare/lib/workers-cron-trigger';
import { WorkersScript } from '@cdktf/provider-cloudflare/lib/workers-script';
import { WorkersScriptSubdomain } from '@cdktf/provider-cloudflare/lib/workers-script-subdomain';
import { TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';

/** Worker with a schedule, a bucket that notifies of its uploads, and the queue that they go to. */
export class CloudflareSample extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new CloudflareProvider(this, 'cloudflare', {});
    const account = new DataCloudflareAccount(this, 'account', { accountId: '0123456789abcdef0123456789abcdef' });
    const accountId = account.accountId;
    const bucket = new R2Bucket(this, 'photos', { accountId, name: 'photos' });
    const uploads = new Queue(this, 'uploads', { accountId, queueName: 'uploads' });
    const failed = new Queue(this, 'failed', { accountId, queueName: 'uploads-failed' });
    const script = new WorkersScript(this, 'script', {
      accountId,
      scriptName: 'shop',
      mainModule: 'index.mjs',
      content: 'export default {}',
      compatibilityDate: '2025-10-01',
      bindings: [{ name: 'PHOTOS', type: 'r2_bucket', bucketName: bucket.name }],
      observability: { enabled: true },
    });
    const scriptName = script.scriptName;
    new WorkersScriptSubdomain(this, 'subdomain', { accountId, scriptName, enabled: true });
    new WorkersCronTrigger(this, 'nightly', { accountId, scriptName, schedules: [{ cron: '0 3 * * *' }] });
    new R2BucketEventNotification(this, 'told', {
      accountId,
      bucketName: bucket.name,
      queueId: uploads.queueId,
      rules: [{ actions: ['PutObject'], prefix: 'in/' }],
    });
    new QueueConsumer(this, 'consumer', {
      accountId,
      queueId: uploads.queueId,
      scriptName,
      type: 'worker',
      deadLetterQueue: failed.queueName,
      settings: { batchSize: 10, maxRetries: 3 },
    });
    new TerraformOutput(this, 'script-id', { value: script.id });
  }
}
