import { beOneOf, both, lastBetween, lieBetween, match } from './constraints';
import { beCron } from './cron';
import type { Rule } from './types';

const PROVIDER = 'https://registry.terraform.io/providers/hashicorp/google/6.50.0/docs/resources';
const TYPES = 'https://cloud.google.com/python/docs/reference';

const PUBSUB_NAME = both(match(/^[A-Za-z][-\w.~+%]{2,254}$/), match(/^(?!goog)/));

// A selection that was looked up: a misspelt name shows only at deployment.
const ROLES = [
  ...['roles/run.invoker', 'roles/eventarc.eventReceiver', 'roles/datastore.user', 'roles/datastore.viewer'],
  ...['roles/pubsub.publisher', 'roles/pubsub.subscriber', 'roles/secretmanager.secretAccessor'],
  ...['roles/storage.objectViewer', 'roles/storage.objectCreator', 'roles/storage.objectUser'],
  ...['roles/storage.legacyBucketWriter', 'roles/storage.objectAdmin', 'roles/artifactregistry.writer'],
  ...['roles/cloudtrace.agent', 'roles/logging.logWriter', 'roles/cloudbuild.builds.builder'],
];

/** Rules of Google and its Terraform provider. */
export const GOOGLE_RULES: readonly Rule[] = [
  {
    type: 'google_service_account',
    attribute: 'account_id',
    constraint: both(match(/^.{6,30}$/), match(/^[a-z]([-a-z0-9]*[a-z0-9])$/)),
    source:
      'https://docs.cloud.google.com/python/docs/reference/iam/latest/google.cloud.iam_admin_v1.types.CreateServiceAccountRequest',
    keeps: ['orders-api', 'a12345'],
    breaks: ['short', 'Orders-Api', '1orders', 'orders-', 'o'.repeat(31)],
  },
  {
    type: 'google_storage_bucket',
    attribute: 'name',
    constraint: both(
      match(/^[a-z0-9][-_.a-z0-9]{1,220}[a-z0-9]$/),
      match(/^[^.]{1,63}(\.[^.]{1,63})*$/),
      match(/^(?!goog)(?!.*google)/),
    ),
    source: 'https://cloud.google.com/storage/docs/naming-buckets',
    keeps: ['acme-shop_photos', 'photos.example.com'],
    breaks: ['ab', 'Photos', '-photos', 'p'.repeat(64), 'my-google-photos'],
  },
  {
    type: 'google_cloudfunctions2_function',
    attribute: 'name',
    constraint: match(/^[A-Za-z]([-\w]{0,61}[A-Za-z0-9])?$/),
    source: 'https://github.com/firebase/firebase-tools/issues/5695',
    keeps: ['orders', 'shop-orders-0a1b'],
    breaks: ['1orders', 'orders-', 'or.ders', 'o'.repeat(64)],
  },
  {
    type: 'google_cloudfunctions2_function',
    attribute: 'service_config.available_memory',
    constraint: match(/^\d+(k|M|G|Mi|Gi)?$/),
    source: `${PROVIDER}/cloudfunctions2_function#available_memory`,
    keeps: ['256M', '1Gi', '134217728'],
    breaks: ['256MB', '1 GB', '0.5G'],
  },
  {
    type: 'google_cloudfunctions2_function',
    attribute: 'service_config.timeout_seconds',
    constraint: lieBetween(1, 3600),
    source: 'https://cloud.google.com/functions/docs/configuring/timeout',
    keeps: [1, 3600],
    breaks: [0, 3601],
  },
  {
    type: 'google_cloudfunctions2_function',
    attribute: 'service_config.timeout_seconds',
    where: 'event_trigger',
    constraint: lieBetween(1, 540),
    source: 'https://cloud.google.com/functions/docs/configuring/timeout',
    keeps: [540],
    breaks: [541],
  },
  {
    type: 'google_cloudfunctions2_function',
    attribute: 'service_config.ingress_settings',
    constraint: beOneOf('ALLOW_ALL', 'ALLOW_INTERNAL_ONLY', 'ALLOW_INTERNAL_AND_GCLB'),
    source: `${PROVIDER}/cloudfunctions2_function#ingress_settings`,
    keeps: ['ALLOW_ALL'],
    breaks: ['ALL'],
  },
  {
    type: 'google_cloudfunctions2_function',
    attribute: 'event_trigger.retry_policy',
    constraint: beOneOf('RETRY_POLICY_UNSPECIFIED', 'RETRY_POLICY_DO_NOT_RETRY', 'RETRY_POLICY_RETRY'),
    source: `${PROVIDER}/cloudfunctions2_function#retry_policy`,
    keeps: ['RETRY_POLICY_RETRY'],
    breaks: ['RETRY'],
  },
  {
    type: 'google_cloud_scheduler_job',
    attribute: 'schedule',
    constraint: beCron(0, 7),
    source: 'https://cloud.google.com/scheduler/docs/configuring/cron-job-schedules',
    keeps: ['*/5 * * * *', '0 3 1,15 JAN-MAR MON-FRI', '0 0 * * 7'],
    breaks: ['0 3 * *', '0 3 L * *', '60 * * * *', '0 3 * * ?', '0 0 3 * * *'],
  },
  {
    type: 'google_cloud_scheduler_job',
    attribute: 'attempt_deadline',
    constraint: lastBetween(15, 1800),
    source: `${PROVIDER}/cloud_scheduler_job#attempt_deadline`,
    keeps: ['15s', '1800s', '20.5s'],
    breaks: ['14s', '1801s', '60', '1m'],
  },
  {
    type: 'google_pubsub_topic',
    attribute: 'name',
    constraint: PUBSUB_NAME,
    source: `${TYPES}/pubsub/1.4.3/google.cloud.pubsub_v1.types.Topic`,
    keeps: ['jobs', 'shop.jobs~1'],
    breaks: ['ab', '1jobs', 'google-jobs', 'jobs/failed'],
  },
  {
    type: 'google_pubsub_subscription',
    attribute: 'name',
    constraint: PUBSUB_NAME,
    source: `${TYPES}/pubsub/1.7.2/google.cloud.pubsub_v1.types.Subscription`,
    keeps: ['jobs'],
    breaks: ['ab', '1jobs', 'goog-jobs'],
  },
  {
    type: 'google_pubsub_subscription',
    attribute: 'ack_deadline_seconds',
    constraint: lieBetween(10, 600),
    source: `${PROVIDER}/pubsub_subscription#ack_deadline_seconds`,
    keeps: [10, 600],
    breaks: [9, 601],
  },
  {
    type: 'google_pubsub_subscription',
    attribute: 'message_retention_duration',
    constraint: lastBetween(600, 2_678_400),
    source: `${PROVIDER}/pubsub_subscription#message_retention_duration`,
    keeps: ['600s', '2678400s'],
    breaks: ['599s', '31d', '2678401s'],
  },
  {
    type: 'google_pubsub_subscription',
    attribute: 'dead_letter_policy.max_delivery_attempts',
    constraint: lieBetween(5, 100),
    source: `${PROVIDER}/pubsub_subscription#max_delivery_attempts`,
    keeps: [5, 100],
    breaks: [3, 101],
  },
  {
    type: 'google_pubsub_subscription',
    attribute: 'retry_policy.minimum_backoff',
    constraint: lastBetween(0, 600),
    source: `${PROVIDER}/pubsub_subscription#minimum_backoff`,
    keeps: ['0s', '600s'],
    breaks: ['601s', '10'],
  },
  {
    type: 'google_pubsub_subscription',
    attribute: 'retry_policy.maximum_backoff',
    constraint: lastBetween(0, 600),
    source: `${PROVIDER}/pubsub_subscription#maximum_backoff`,
    keeps: ['600s'],
    breaks: ['3600s'],
  },
  {
    type: 'google_firestore_database',
    attribute: 'name',
    constraint: match(/^(\(default\)|[a-z][-a-z0-9]{2,61}[a-z0-9])$/),
    source: `${PROVIDER}/firestore_database#name`,
    keeps: ['(default)', 'shop-orders'],
    breaks: ['abc', 'Orders', 'orders-'],
  },
  {
    type: 'google_*_iam_member',
    attribute: 'member',
    constraint: match(
      /^(allUsers|allAuthenticatedUsers|(user|serviceAccount|group|domain|projectOwner|projectEditor|projectViewer):.+|principal(Set)?:\/\/.+)$/,
    ),
    source: `${PROVIDER}/pubsub_topic_iam_member#member`,
    keeps: ['allUsers', 'serviceAccount:orders@acme.iam.gserviceaccount.com'],
    breaks: ['orders@acme.iam.gserviceaccount.com', 'serviceAccount:', 'service_account:a@b'],
  },
  {
    type: 'google_*_iam_member',
    attribute: 'role',
    constraint: {
      text: `be one of ${ROLES.join(', ')}, or a custom role`,
      holds: (value) =>
        ROLES.includes(String(value)) || /^(projects|organizations)\/[^/]+\/roles\/[\w.]{3,64}$/.test(String(value)),
    },
    source: 'https://cloud.google.com/iam/docs/understanding-roles',
    keeps: ['roles/run.invoker', 'projects/acme/roles/reader'],
    breaks: ['run.invoker', 'role/run.invoker', 'roles/run.Invoker', 'projects/acme/roles/my reader'],
  },
];
