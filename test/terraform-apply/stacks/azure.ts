import { DataAzurermClientConfig } from '@cdktn/provider-azurerm/lib/data-azurerm-client-config';
import { FunctionAppFlexConsumption } from '@cdktn/provider-azurerm/lib/function-app-flex-consumption';
import { AzurermProvider } from '@cdktn/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktn/provider-azurerm/lib/resource-group';
import { ResourceGroupTemplateDeployment } from '@cdktn/provider-azurerm/lib/resource-group-template-deployment';
import { RoleAssignment } from '@cdktn/provider-azurerm/lib/role-assignment';
import { ServicePlan } from '@cdktn/provider-azurerm/lib/service-plan';
import { StorageAccount } from '@cdktn/provider-azurerm/lib/storage-account';
import { StorageBlob } from '@cdktn/provider-azurerm/lib/storage-blob';
import { StorageContainer } from '@cdktn/provider-azurerm/lib/storage-container';
import { StorageQueue } from '@cdktn/provider-azurerm/lib/storage-queue';
import { UserAssignedIdentity } from '@cdktn/provider-azurerm/lib/user-assigned-identity';
import type { Construct } from 'constructs';
import { TerraformOutput, TerraformStack } from '../../../lib/terraform/engine';

const LOCATION = 'westeurope';

/** Function app with its storage, its own identity, and a queue that it may read. */
export class AzureSample extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, 'azurerm', {
      features: [{ templateDeployment: [{ deleteNestedItemsDuringDeletion: false }] }],
    });
    const client = new DataAzurermClientConfig(this, 'client', {});
    const group = new ResourceGroup(this, 'group', { name: 'shop', location: LOCATION });
    const account = new StorageAccount(this, 'account', {
      name: 'acmeshop',
      resourceGroupName: group.name,
      location: group.location,
      accountTier: 'Standard',
      accountReplicationType: 'LRS',
    });
    const identity = new UserAssignedIdentity(this, 'identity', {
      name: 'shop',
      resourceGroupName: group.name,
      location: group.location,
    });
    const queue = new StorageQueue(this, 'queue', { name: 'jobs', storageAccountId: account.id });
    new RoleAssignment(this, 'reads', {
      scope: `${account.id}/queueServices/default/queues/${queue.name}`,
      principalId: identity.principalId,
      roleDefinitionName: 'Storage Queue Data Message Processor',
    });
    const app = this.addApp(group, account, identity);
    this.deliver(app, group, account);
    new TerraformOutput(this, 'url', { value: `https://${app.defaultHostname}` });
    new TerraformOutput(this, 'tenant', { value: client.tenantId });
  }

  private addApp(group: ResourceGroup, account: StorageAccount, identity: UserAssignedIdentity) {
    const place = { resourceGroupName: group.name, location: group.location };
    const plan = new ServicePlan(this, 'plan', { ...place, name: 'shop', osType: 'Linux', skuName: 'FC1' });
    const code = new StorageContainer(this, 'code', { name: 'code', storageAccountId: account.id });
    return new FunctionAppFlexConsumption(this, 'app', {
      ...place,
      name: 'acme-shop',
      servicePlanId: plan.id,
      runtimeName: 'node',
      runtimeVersion: '22',
      storageContainerType: 'blobContainer',
      storageContainerEndpoint: `${account.primaryBlobEndpoint}${code.name}`,
      storageAuthenticationType: 'UserAssignedIdentity',
      storageUserAssignedIdentityId: identity.id,
      identity: { type: 'UserAssigned', identityIds: [identity.id] },
      siteConfig: {},
    });
  }

  private deliver(app: FunctionAppFlexConsumption, group: ResourceGroup, account: StorageAccount): void {
    const packages = new StorageContainer(this, 'packages', { name: 'packages', storageAccountId: account.id });
    const uploaded = new StorageBlob(this, 'package', {
      name: 'released-package.zip',
      storageAccountName: account.name,
      storageContainerName: packages.name,
      type: 'Block',
      sourceContent: 'code',
    });
    const file = `/blob/${account.name}/${packages.name}/${uploaded.name}`;
    new ResourceGroupTemplateDeployment(this, 'delivery', {
      name: 'delivery',
      resourceGroupName: group.name,
      deploymentMode: 'Incremental',
      templateContent: JSON.stringify({
        variables: { signature: { canonicalizedResource: file } },
        resources: [
          {
            type: 'Microsoft.Web/sites/extensions',
            name: `${app.name}/onedeploy`,
            properties: { packageUri: uploaded.url },
          },
        ],
      }),
    });
  }
}
