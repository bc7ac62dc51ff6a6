import { beOneOf, lieBetween, match } from './constraints';
import { beCron } from './cron';
import type { Rule } from './types';

const PROVIDER = 'https://registry.terraform.io/providers/cloudflare/cloudflare/5.14.0/docs/resources';
const QUEUE_LIMITS = 'https://developers.cloudflare.com/queues/platform/limits/';

const QUEUE_NAME = match(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
const QUEUE_NAME_SOURCE = 'https://github.com/cloudflare/workers-sdk/issues/2522';

const DAY = 24 * 60 * 60;

/** Rules of Cloudflare and its Terraform provider. */
export const CLOUDFLARE_RULES: readonly Rule[] = [
  {
    type: 'cloudflare_workers_script',
    attribute: 'script_name',
    constraint: match(/^[a-z0-9_][a-z0-9-_]{0,62}$/),
    source: 'https://developers.cloudflare.com/workers/tooling/api/scripts/#script-naming-conventions',
    keeps: ['this-is_my_script-01'],
    breaks: ['Shop', '-shop', 's'.repeat(64), 'shop.api'],
  },
  {
    type: 'cloudflare_workers_script',
    attribute: 'compatibility_date',
    constraint: match(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/),
    source: `${PROVIDER}/workers_script#compatibility_date`,
    keeps: ['2025-10-01'],
    breaks: ['2025-10', '2025-13-01', 'latest'],
  },
  {
    type: 'cloudflare_workers_script',
    attribute: 'limits.cpu_ms',
    constraint: lieBetween(1, 300_000),
    source: 'https://developers.cloudflare.com/changelog/2025-03-25-higher-cpu-limits',
    keeps: [1, 300_000],
    breaks: [0, 300_001],
  },
  {
    type: 'cloudflare_workers_script',
    attribute: 'bindings.type',
    constraint: beOneOf(
      ...['ai', 'analytics_engine', 'assets', 'browser', 'd1', 'data_blob', 'dispatch_namespace'],
      ...['durable_object_namespace', 'hyperdrive', 'inherit', 'images', 'json', 'kv_namespace', 'mtls_certificate'],
      ...['plain_text', 'pipelines', 'queue', 'r2_bucket', 'secret_text', 'send_email', 'service', 'tail_consumer'],
      ...[
        'text_blob',
        'vectorize',
        'version_metadata',
        'secrets_store_secret',
        'secret_key',
        'workflow',
        'wasm_module',
      ],
    ),
    source: `${PROVIDER}/workers_script#type`,
    keeps: ['r2_bucket', 'secret_text'],
    breaks: ['r2', 'secret'],
  },
  {
    type: 'cloudflare_workers_cron_trigger',
    attribute: 'schedules.cron',
    constraint: beCron(1, 7),
    source: 'https://developers.cloudflare.com/workers/configuration/cron-triggers/',
    keeps: ['*/5 * * * *', '0 3 * * MON-FRI', '0 3 * * 1'],
    breaks: ['0 3 * * 0', '0 0 3 * * *', 'daily'],
  },
  {
    type: 'cloudflare_queue',
    attribute: 'queue_name',
    constraint: QUEUE_NAME,
    source: QUEUE_NAME_SOURCE,
    keeps: ['jobs', 'a'],
    breaks: ['jobs_failed', 'Jobs', '-jobs', 'jobs-', 'j'.repeat(64)],
  },
  {
    type: 'cloudflare_queue',
    attribute: 'settings.delivery_delay',
    constraint: lieBetween(0, DAY),
    source: QUEUE_LIMITS,
    keeps: [0, DAY],
    breaks: [DAY + 1],
  },
  {
    type: 'cloudflare_queue',
    attribute: 'settings.message_retention_period',
    constraint: lieBetween(60, 14 * DAY),
    source: 'https://developers.cloudflare.com/changelog/2025-02-14-customize-queue-retention-period',
    keeps: [60, 14 * DAY],
    breaks: [59, 14 * DAY + 1],
  },
  {
    type: 'cloudflare_queue_consumer',
    attribute: 'type',
    constraint: beOneOf('worker', 'http_pull'),
    source: `${PROVIDER}/queue_consumer#type`,
    keeps: ['worker'],
    breaks: ['push'],
  },
  {
    type: 'cloudflare_queue_consumer',
    attribute: 'dead_letter_queue',
    constraint: QUEUE_NAME,
    source: QUEUE_NAME_SOURCE,
    keeps: ['jobs-failed'],
    breaks: ['jobs_failed'],
  },
  {
    type: 'cloudflare_queue_consumer',
    attribute: 'settings.batch_size',
    constraint: lieBetween(1, 100),
    source: QUEUE_LIMITS,
    keeps: [1, 100],
    breaks: [0, 101],
  },
  {
    type: 'cloudflare_queue_consumer',
    attribute: 'settings.max_concurrency',
    constraint: lieBetween(1, 250),
    source: QUEUE_LIMITS,
    keeps: [1, 250],
    breaks: [0, 251],
  },
  {
    type: 'cloudflare_queue_consumer',
    attribute: 'settings.max_retries',
    constraint: lieBetween(0, 100),
    source: QUEUE_LIMITS,
    keeps: [0, 100],
    breaks: [101],
  },
  {
    type: 'cloudflare_queue_consumer',
    attribute: 'settings.max_wait_time_ms',
    constraint: lieBetween(0, 60_000),
    source: QUEUE_LIMITS,
    keeps: [0, 60_000],
    breaks: [60_001],
  },
  {
    type: 'cloudflare_queue_consumer',
    attribute: 'settings.retry_delay',
    constraint: lieBetween(0, DAY),
    source: QUEUE_LIMITS,
    keeps: [0, DAY],
    breaks: [DAY + 1],
  },
  {
    type: 'cloudflare_r2_bucket',
    attribute: 'name',
    constraint: match(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/),
    source: 'https://www.mintlify.com/cloudflare/workers-sdk/platform/r2-storage',
    keeps: ['photos', 'shop-photos-1'],
    breaks: ['ab', 'Photos', '-photos', 'photos-', 'shop.photos'],
  },
  {
    type: 'cloudflare_r2_bucket_event_notification',
    attribute: 'rules.actions',
    constraint: beOneOf('PutObject', 'CopyObject', 'DeleteObject', 'CompleteMultipartUpload', 'LifecycleDeletion'),
    source:
      'https://developers.cloudflare.com/api/resources/r2/subresources/buckets/subresources/event_notifications/methods/update/',
    keeps: ['PutObject'],
    breaks: ['object-create'],
  },
];
