import type { StorageAccount } from '@cdktn/provider-azurerm/lib/storage-account';
import { StorageContainer } from '@cdktn/provider-azurerm/lib/storage-container';
import { StorageManagementPolicy } from '@cdktn/provider-azurerm/lib/storage-management-policy';
import { Construct } from 'constructs';
import { explain } from '../app-model/model';
import { type BucketKind, checkExpiry } from '../constructs/bucket-checks';
import { readProps } from '../constructs/read-props';
import type { BucketProps as PortableProps } from '../constructs/state';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import type { BucketClient, BucketReader, BucketWriter } from '../runtime/clients';
import type { ClientTypes } from '../runtime/env-of';
import { checkSupport } from '../support/check';
import { recordConstruct } from '../terraform/app-model';
import { standsFor } from '../terraform/physical-id';
import { type BoundResource, bound, boundResource } from './bindings/bound';
import { azureDefaults } from './defaults';
import type { ContainerAttributes, IBucket } from './objects/bucket-interface';
import { boundBucket } from './objects/bucket-rights';
import { ExistingBucket } from './objects/existing-bucket';
import { azureRules } from './prop-rules';
import { createDataAccount } from './stack/data-account';
import { type Metric, ofBlobs } from './stack/metrics';
import type { AzureStateTypes } from './state-types';

/** Props of `Bucket` on Azure. */
export type BucketProps = PortableProps<AzureStateTypes>;
type Settings = Resolved<'Bucket', BucketProps>;

const SECONDS_A_DAY = 86_400;
/** Name of the container in the account. */
const CONTAINER = 'objects';

/** Recognizes buckets of this provider. */
export const bucketKind: BucketKind = {
  provider: 'azure',
  adopt: 'Bucket.fromContainer',
  isBucket: (value) => boundResource(value)?.kind === 'bucket',
};

/**
 * A private container of blobs in its own storage account, which has no keys: only roles grant access, and it cannot be made
 * public.
 *
 * @example
 * const photos = new Bucket(stack, 'Photos');
 * @see https://learn.microsoft.com/azure/storage/blobs/security-recommendations
 */
export class Bucket extends Construct implements IBucket {
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<BucketClient, BucketReader, BucketWriter>;
  /** The storage account. Use it for anything without a prop. */
  readonly account: StorageAccount;
  /** Holds the objects. */
  readonly container: StorageContainer;
  /** Id of the storage account. */
  readonly accountId: string;
  /** Name of the container in it. */
  readonly containerName = CONTAINER;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;

  /**
   * Imports a container that was created elsewhere. Functions can be bound to it, and its uploads can trigger processors. The
   * container itself is not changed: role assignments and the topic of its events are separate resources.
   *
   * @throws ValidationError that lists every invalid name
   * @see https://learn.microsoft.com/azure/event-grid/event-schema-blob-storage
   */
  static fromContainer(scope: Construct, id: string, attributes: ContainerAttributes): IBucket {
    return new ExistingBucket(scope, id, attributes);
  }

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: BucketProps = {}) {
    super(scope, id);
    const settings = readProps(this, 'Bucket', props, azureRules);
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'azure', 'Bucket', props);
    checkExpiry(problems, settings.expireAfter);
    problems.throwIfAny();
    this.account = this.createAccount(settings);
    this.accountId = this.account.id;
    this.container = new StorageContainer(this, 'Container', { name: CONTAINER, storageAccountId: this.account.id });
    standsFor(this.container, `bucket ${this.account.nameInput}/${CONTAINER}`);
    explain(this.container, { type: 'azurerm_storage_container', purpose: 'Stores the objects.' });
    this.createPolicy(settings);
    this[bound] = boundBucket(this.container.node.path, {
      id: this.container.id,
      address: `${this.account.primaryBlobEndpoint}${CONTAINER}`,
    });
    const model = { kind: 'Bucket', provider: 'azure' } as const;
    recordConstruct(this, model, settings);
  }

  /** Number of objects. Reported once a day. */
  metricNumberOfObjects(): Metric {
    return ofBlobs(this.accountId, 'BlobCount');
  }

  /** Size of the objects, in bytes. Reported once a day. */
  metricBucketSizeBytes(): Metric {
    return ofBlobs(this.accountId, 'BlobCapacity');
  }

  private createAccount({ versioned, removalPolicy, overrides }: Settings): StorageAccount {
    return createDataAccount(this, {
      removalPolicy,
      purpose: 'Contains only the bucket.',
      overrides: { blobProperties: { versioningEnabled: versioned }, ...overrides.account },
    });
  }

  /** Deletes old versions and expired objects. */
  private createPolicy({ versioned, expireAfter }: Settings): void {
    if (!versioned && expireAfter === undefined) return;
    const days = expireAfter && expireAfter.toSeconds() / SECONDS_A_DAY;
    const version = { deleteAfterDaysSinceCreation: azureDefaults.oldVersions.value.toSeconds() / SECONDS_A_DAY };
    const policy = new StorageManagementPolicy(this, 'Policy', {
      storageAccountId: this.account.id,
      rule: [
        {
          name: 'expire',
          enabled: true,
          filters: { blobTypes: ['blockBlob'] },
          actions: {
            ...(days !== undefined && { baseBlob: { deleteAfterDaysSinceModificationGreaterThan: days } }),
            ...(versioned && { version }),
          },
        },
      ],
    });
    const purpose = 'Deletes versions after a month, and objects that have expired.';
    explain(policy, { type: 'azurerm_storage_management_policy', purpose, prop: 'expireAfter' });
  }
}
