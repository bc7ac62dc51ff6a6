import type { StorageAccount } from '@cdktf/provider-azurerm/lib/storage-account';
import { StorageContainer } from '@cdktf/provider-azurerm/lib/storage-container';
import { StorageManagementPolicy } from '@cdktf/provider-azurerm/lib/storage-management-policy';
import { Construct } from 'constructs';
import { STORED } from '../constructs/bound';
import { checkExpiry } from '../constructs/bucket-checks';
import type { BucketProps as PortableProps } from '../constructs/state';
import { type Resolved, withDefaults } from '../defaults';
import { Problems } from '../errors';
import { explain } from '../model';
import type { BucketClient, BucketReader, BucketWriter } from '../runtime/clients';
import type { Access, Bindable, ClientTypes, clients } from '../runtime/env-of';
import { checkSupport } from '../support/check';
import { recordConstruct } from '../terraform/app-model';
import { type BoundConstruct, type BoundResource, bound, type Grantee } from './bound';
import { createDataAccount } from './data-account';
import { azureDefaults, azureDifferences } from './defaults';
import { assignRole } from './roles';
import type { AzureTypes } from './types';

/** Props of `Bucket` on Azure. */
export type BucketProps = PortableProps<AzureTypes>;
type Settings = Resolved<'Bucket', BucketProps>;

const SECONDS_A_DAY = 86_400;
/** Name of the container in the account. */
export const CONTAINER = 'objects';

/**
 * A private container of blobs in a storage account of its own, which has no keys: access by roles alone, and never public.
 *
 * @example
 * const photos = new Bucket(stack, 'Photos');
 * @see https://learn.microsoft.com/azure/storage/blobs/security-recommendations
 */
export class Bucket extends Construct implements Bindable<BucketClient, BucketReader, BucketWriter>, BoundConstruct {
  /** For types only. */
  declare readonly [clients]?: ClientTypes<BucketClient, BucketReader, BucketWriter>;
  /** The storage account. Take it for what this construct has no prop for. */
  readonly account: StorageAccount;
  /** Holds the objects. */
  readonly container: StorageContainer;
  /** @internal */
  readonly [bound]: BoundResource;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: BucketProps = {}) {
    super(scope, id);
    const settings = withDefaults('Bucket', props, azureDifferences);
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'azure', 'Bucket', props);
    checkExpiry(problems, settings.expireAfter);
    problems.throwIfAny();
    this.account = this.createAccount(settings);
    this.container = new StorageContainer(this, 'Container', { name: CONTAINER, storageAccountId: this.account.id });
    explain(this.container, { type: 'azurerm_storage_container', purpose: 'Keeps the objects.' });
    this.createPolicy(settings);
    this[bound] = {
      kind: 'bucket',
      allowed: STORED,
      path: this.container.node.path,
      value: `${this.account.primaryBlobEndpoint}${CONTAINER}`,
      grant: (grantee, access) => this.grant(grantee, access),
    };
    const model = { kind: 'Bucket', provider: 'azure', functions: [], triggers: [], bindings: [], limits: {} } as const;
    recordConstruct(this, model, settings);
  }

  private createAccount({ versioned, removal, overrides }: Settings): StorageAccount {
    return createDataAccount(this, {
      removal,
      purpose: 'Holds the bucket, and nothing else.',
      overrides: { blobProperties: { versioningEnabled: versioned }, ...overrides.account },
    });
  }

  /** Deletes old versions, and what has expired. */
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
    const purpose = 'Deletes what is old: versions after a month, and objects that have expired.';
    explain(policy, { type: 'azurerm_storage_management_policy', purpose, prop: 'expireAfter' });
  }

  /** Who writes reads too: there is no smaller role. */
  private grant(grantee: Grantee, access: Access): void {
    const name = access === 'read' ? 'Storage Blob Data Reader' : 'Storage Blob Data Contributor';
    assignRole(grantee, {
      name,
      scope: this.container.id,
      purpose: 'Lets the function use the objects of the bucket.',
    });
  }
}
