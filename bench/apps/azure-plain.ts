// Contestant: the same resources by hand, with cdktn and the bindings of its Azure provider.
import { ApplicationInsights } from '@cdktn/provider-azurerm/lib/application-insights';
import { FunctionAppFlexConsumption } from '@cdktn/provider-azurerm/lib/function-app-flex-consumption';
import { LogAnalyticsWorkspace } from '@cdktn/provider-azurerm/lib/log-analytics-workspace';
import { AzurermProvider } from '@cdktn/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktn/provider-azurerm/lib/resource-group';
import { ServicePlan } from '@cdktn/provider-azurerm/lib/service-plan';
import { StorageAccount } from '@cdktn/provider-azurerm/lib/storage-account';
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
  const account = new StorageAccount(stack, 'Code', {
    ...place,
    name: 'benchcode',
    accountTier: 'Standard',
    accountReplicationType: 'LRS',
  });
  const workspace = new LogAnalyticsWorkspace(stack, 'Logs', { ...place, name: 'bench-logs' });
  const insights = new ApplicationInsights(stack, 'Insights', {
    ...place,
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
    const container = new StorageContainer(stack, `F${index}Code`, { name, storageAccountId: account.id });
    new FunctionAppFlexConsumption(stack, `F${index}`, {
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
      zipDeployFile: code.path,
      siteConfig: { applicationInsightsConnectionString: insights.connectionString },
    });
  }
  app.synth();
});
