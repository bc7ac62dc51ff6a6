import type { Construct } from 'constructs';
import type { BucketClient, BucketReader, BucketWriter } from '../../runtime/clients';
import type { ClientTypes } from '../../runtime/env-of';
import { ExistingState, type NameRule } from '../../terraform/existing-state';
import { type BoundResource, bound } from '../bindings/bound';
import { resourceId, storageAccountRule } from '../stack/account-name';
import { AzureStack } from '../stack/stack';
import type { ContainerAttributes, IBucket } from './bucket-interface';
import { boundBucket } from './bucket-rights';

const CONTAINER: NameRule = {
  code: 'BUCKET_NAME',
  prop: 'containerName',
  names: /^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$/,
  rule: 'is not the name of a container: 3 to 63 lowercase letters, digits and single dashes',
  fix: 'give only the name, without a path',
};

/** A container that was created elsewhere. */
export class ExistingBucket extends ExistingState implements IBucket {
  declare readonly '~clients'?: ClientTypes<BucketClient, BucketReader, BucketWriter>;
  readonly [bound]: BoundResource;
  readonly accountId: string;
  readonly containerName: string;
  /** Region of the account; by default that of the stack. */
  readonly location?: string;
  /** The topic of its events; if undefined, one is created. */
  readonly systemTopic?: ContainerAttributes['systemTopic'];

  constructor(scope: Construct, id: string, attributes: ContainerAttributes) {
    const { accountName, resourceGroupName, containerName } = attributes;
    super(scope, id, 'bucket', [
      [accountName, storageAccountRule('BUCKET_NAME')],
      [containerName, CONTAINER],
    ]);
    const { subscriptionId } = AzureStack.of(this);
    this.accountId = resourceId(subscriptionId, resourceGroupName, `Microsoft.Storage/storageAccounts/${accountName}`);
    this.containerName = containerName;
    this.location = attributes.location;
    this.systemTopic = attributes.systemTopic;
    this[bound] = boundBucket(this.node.path, {
      id: `${this.accountId}/blobServices/default/containers/${containerName}`,
      address: `https://${accountName}.blob.core.windows.net/${containerName}`,
    });
  }
}
