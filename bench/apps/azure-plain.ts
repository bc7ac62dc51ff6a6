// Contestant: the same resources by hand, with cdktn and the bindings of its Azure provider.
import { ApplicationInsights } from '@cdktn/provider-azurerm/lib/application-insights';
import { FunctionAppFlexConsumption } from '@cdktn/provider-azurerm/lib/function-app-flex-consumption';
import { LogAnalyticsWorkspace } from '@cdktn/provider-azurerm/lib/log-analytics-workspace';
import { AzurermProvider } from '@cdktn/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktn/provider-azurerm/lib/resource-group';
import { ResourceGroupTemplateDeployment } from '@cdktn/provider-azurerm/lib/resource-group-template-deployment';
import { ServicePlan } from '@cdktn/provider-azurerm/lib/service-plan';
import { StorageAccount } from '@cdktn/provider-azurerm/lib/storage-account';
import { StorageBlob } from '@cdktn/provider-azurerm/lib/storage-blob';
import { StorageContainer } from '@cdktn/provider-azurerm/lib/storage-container';
import { UserAssignedIdentity } from '@cdktn/provider-azurerm/lib/user-assigned-identity';
import { App, AssetType, TerraformAsset, TerraformStack } from 'cdktn';
import { buildPlainly } from '../stacks/plain-build';
import { functionIndices, measured } from '../stacks/portable-app';

measured((outdir) => {
  const built = `${outdir}.built`;
  buildPlainly(built);
  const app = new App({ outdir });
  const stack = new TerraformStack(app, 'Bench');
  new AzurermProvider(stack, 'azurerm', { subscriptionId: '00000000-0000-0000-0000-000000000000', features: [{}] });
  const group = new ResourceGroup(stack, 'Group', { name: 'bench', location: 'northeurope' });
  const place = { resourceGroupName: group.name, location: group.location };
  const logs = new ResourceGroup(stack, 'LogsGroup', { name: 'bench-logs', location: 'northeurope' });
  const logged = { resourceGroupName: logs.name, location: logs.location };
  const workspace = new LogAnalyticsWorkspace(stack, 'Logs', { ...logged, name: 'bench-logs' });
  const insights = new ApplicationInsights(stack, 'Insights', {
    ...logged,
    name: 'bench-insights',
    applicationType: 'Node.JS',
    workspaceId: workspace.id,
  });
  for (const index of functionIndices()) {
    const path = `${process.cwd()}/${built.replace(`${process.cwd()}/`, '')}/p${index}`;
    const code = new TerraformAsset(stack, `F${index}Asset`, { path, type: AssetType.ARCHIVE });
    const name = `f${index}`;
    const identity = new UserAssignedIdentity(stack, `F${index}Identity`, { ...place, name });
    const plan = new ServicePlan(stack, `F${index}Plan`, { ...place, name, osType: 'Linux', skuName: 'FC1' });
    const account = new StorageAccount(stack, `F${index}Account`, {
      ...place,
      name: `benchcode${index}`,
      accountTier: 'Standard',
      accountReplicationType: 'LRS',
    });
    const inAccount = { storageAccountId: account.id };
    const container = new StorageContainer(stack, `F${index}Code`, { name: 'code', ...inAccount });
    const packages = new StorageContainer(stack, `F${index}Packages`, { name: 'packages', ...inAccount });
    const uploaded = new StorageBlob(stack, `F${index}Package`, {
      name: `${code.assetHash}/released-package.zip`,
      storageAccountName: account.name,
      storageContainerName: packages.name,
      type: 'Block',
      source: code.path,
    });
    const app = new FunctionAppFlexConsumption(stack, `F${index}`, {
      ...place,
      name,
      servicePlanId: plan.id,
      runtimeName: 'node',
      runtimeVersion: '22',
      instanceMemoryInMb: 2048,
      maximumInstanceCount: 40,
      identity: { type: 'UserAssigned', identityIds: [identity.id] },
      storageContainerType: 'blobContainer',
      storageContainerEndpoint: `${account.primaryBlobEndpoint}${container.name}`,
      storageAuthenticationType: 'StorageAccountConnectionString',
      storageAccessKey: account.primaryAccessKey,
      siteConfig: { applicationInsightsConnectionString: insights.connectionString },
    });
    new ResourceGroupTemplateDeployment(stack, `F${index}Delivery`, {
      name: `${name}-${code.assetHash}`,
      resourceGroupName: group.name,
      deploymentMode: 'Incremental',
      templateContent: JSON.stringify({
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
  app.synth();
});
