import { Construct } from 'constructs';
import { Problems } from '../../errors';
import type { BucketClient, BucketReader, BucketWriter } from '../../runtime/clients';
import type { ClientTypes } from '../../runtime/env-of';
import { Token } from '../../terraform/engine';
import { standsFor } from '../../terraform/physical-id';
import { type BoundResource, bound } from '../bindings/bound';
import { AzureStack } from '../stack/stack';
import type { ContainerAttributes, IBucket } from './bucket-interface';
import { boundBucket } from './bucket-rights';

/** A container that was made elsewhere. */
export class ExistingBucket extends Construct implements IBucket {
  declare readonly '~clients'?: ClientTypes<BucketClient, BucketReader, BucketWriter>;
  readonly [bound]: BoundResource;
  readonly accountId: string;
  readonly containerName: string;
  /** Region of the account; that of the stack without. */
  readonly location?: string;
  /** The topic of its events; one is to be made without. */
  readonly systemTopic?: ContainerAttributes['systemTopic'];

  constructor(scope: Construct, id: string, attributes: ContainerAttributes) {
    super(scope, id);
    checkContainer(this.node.path, attributes);
    const { accountName, resourceGroupName, containerName } = attributes;
    const group = `/subscriptions/${AzureStack.of(this).subscriptionId}/resourceGroups/${resourceGroupName}`;
    this.accountId = `${group}/providers/Microsoft.Storage/storageAccounts/${accountName}`;
    this.containerName = containerName;
    this.location = attributes.location;
    this.systemTopic = attributes.systemTopic;
    standsFor(this, `bucket ${accountName}/${containerName}`);
    this[bound] = boundBucket(this.node.path, {
      id: `${this.accountId}/blobServices/default/containers/${containerName}`,
      address: `https://${accountName}.blob.core.windows.net/${containerName}`,
    });
  }
}

function checkContainer(path: string, { accountName, containerName }: ContainerAttributes): void {
  const problems = new Problems(path);
  problems.require(Token.isUnresolved(accountName) || /^[a-z0-9]{3,24}$/.test(accountName), {
    code: 'BUCKET_NAME',
    prop: 'accountName',
    value: accountName,
    rule: 'is no name of a storage account: 3 to 24 small letters and digits',
    fix: 'give the name alone, without an address',
  });
  problems.require(Token.isUnresolved(containerName) || /^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$/.test(containerName), {
    code: 'BUCKET_NAME',
    prop: 'containerName',
    value: containerName,
    rule: 'is no name of a container: 3 to 63 small letters, digits and single dashes',
    fix: 'give the name alone, without a path',
  });
  problems.throwIfAny();
}
