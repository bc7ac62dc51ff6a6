import type { FunctionAppFlexConsumption } from '@cdktn/provider-azurerm/lib/function-app-flex-consumption';
import { ResourceGroupTemplateDeployment } from '@cdktn/provider-azurerm/lib/resource-group-template-deployment';
import { StorageAccount } from '@cdktn/provider-azurerm/lib/storage-account';
import { StorageBlob } from '@cdktn/provider-azurerm/lib/storage-blob';
import { StorageContainer } from '@cdktn/provider-azurerm/lib/storage-container';
import type { Construct } from 'constructs';
import { explain } from '../../app-model/model';
import type { CodeAsset } from '../../terraform/code-asset';
import { azureDefaults } from '../defaults';
import { AzureStack } from '../stack/stack';
import { accountSettings } from '../stack/storage-account';

/** The storage account of one function app, and its container of deployed code. */
export interface CodeStore {
  readonly account: StorageAccount;
  readonly deployed: StorageContainer;
}

/** Name that One Deploy requires of the file. @see https://learn.microsoft.com/azure/azure-functions/functions-infrastructure-as-code#deployment-package */
const PACKAGE = 'released-package.zip';
const TEMPLATE = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';

/**
 * Creates the storage account of a function app, with the code, locks and keys of this app only. A function app has the key of
 * its own account, so code in one cannot change another.
 */
export function createCodeStore(scope: Construct): CodeStore {
  const settings = accountSettings(scope, 'CodeAccount', azureDefaults.replication.value);
  const account = new StorageAccount(scope, 'CodeAccount', settings);
  const purpose = 'Holds the code and the locks of this function only. It can be created again.';
  explain(account, { type: 'azurerm_storage_account', purpose });
  return { account, deployed: createContainer(scope, 'Code', account, 'Holds the code that runs.') };
}

/**
 * Delivers the code by One Deploy: uploads the package to the account of the function, and has Resource Manager copy it
 * into the container of deployed code. The address that it reads is signed for an hour at deployment.
 *
 * The name of the deployment contains the hash of the code, so that only new code causes a new deployment.
 * @see https://learn.microsoft.com/azure/templates/microsoft.web/sites/extensions-onedeploy
 */
export function deliverCode(
  scope: Construct,
  app: FunctionAppFlexConsumption,
  store: CodeStore,
  code: CodeAsset,
): ResourceGroupTemplateDeployment {
  const { resourceGroupName, location, tags } = AzureStack.of(scope).place;
  const uploaded = uploadPackage(scope, store.account, code);
  const delivery = new ResourceGroupTemplateDeployment(scope, 'Delivery', {
    resourceGroupName,
    tags,
    name: `${app.nameInput}-${code.shortHash}`,
    // Does not change other resources of the group.
    deploymentMode: 'Incremental',
    // An app that is created again has no code yet.
    lifecycle: { replaceTriggeredBy: [`${app.terraformResourceType}.${app.friendlyUniqueId}.id`] },
    templateContent: oneDeploy({ app: app.name, location, account: store.account, uploaded }),
  });
  explain(delivery, {
    type: 'azurerm_resource_group_template_deployment',
    purpose: 'Deploys the uploaded code to the function app, by One Deploy.',
    prop: 'entry',
  });
  return delivery;
}

function createContainer(scope: Construct, id: string, account: StorageAccount, purpose: string): StorageContainer {
  const container = new StorageContainer(scope, id, { name: id.toLowerCase(), storageAccountId: account.id });
  explain(container, { type: 'azurerm_storage_container', purpose });
  return container;
}

/** The uploaded code, and its address. */
interface UploadedPackage {
  readonly container: StorageContainer;
  readonly blob: StorageBlob;
}

function uploadPackage(scope: Construct, account: StorageAccount, code: CodeAsset): UploadedPackage {
  const container = createContainer(scope, 'Packages', account, 'Holds the uploaded code until it is deployed.');
  const blob = new StorageBlob(scope, 'Package', {
    name: `${code.hash}/${PACKAGE}`,
    storageAccountName: account.name,
    storageContainerName: container.name,
    type: 'Block',
    contentType: 'application/zip',
    source: code.path,
  });
  explain(blob, { type: 'azurerm_storage_blob', purpose: 'The uploaded code.', prop: 'entry' });
  return { container, blob };
}

interface OneDeploy {
  readonly app: string;
  readonly location: string;
  readonly account: StorageAccount;
  readonly uploaded: UploadedPackage;
}

/** The template that deploys a package. Its expressions are evaluated by Resource Manager, so no signature is in the state. */
function oneDeploy({ app, location, account, uploaded: { container, blob } }: OneDeploy): string {
  const signature = {
    canonicalizedResource: `/blob/${account.name}/${container.name}/${blob.name}`,
    signedResource: 'b',
    signedPermission: 'r',
    signedProtocol: 'https',
    signedExpiry: "[parameters('expiry')]",
  };
  const signed = `listServiceSas('${account.id}', '2023-05-01', variables('signature')).serviceSasToken`;
  return JSON.stringify({
    $schema: TEMPLATE,
    contentVersion: '1.0.0.0',
    // The time of the deployment can be read in the default of a parameter only.
    parameters: {
      expiry: { type: 'string', defaultValue: "[dateTimeAdd(utcNow('u'), 'PT1H', 'yyyy-MM-ddTHH:mm:ssZ')]" },
    },
    variables: { signature },
    resources: [
      {
        type: 'Microsoft.Web/sites/extensions',
        apiVersion: '2022-09-01',
        name: `${app}/onedeploy`,
        location,
        properties: { packageUri: `[concat('${blob.url}?', ${signed})]`, remoteBuild: false },
      },
    ],
  });
}
