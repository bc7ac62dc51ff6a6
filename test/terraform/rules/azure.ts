import { beOneOf, both, lieBetween, match } from './constraints';
import type { Rule } from './types';

const VALIDATORS = 'https://github.com/hashicorp/terraform-provider-azurerm/blob/main/internal/services';
const FLEX = `${VALIDATORS}/appservice/function_app_flex_consumption_resource.go`;

const ROLES = [
  ...['Storage Blob Data Contributor', 'Storage Blob Data Owner', 'Storage Blob Data Reader'],
  ...['Storage Queue Data Contributor', 'Storage Queue Data Reader'],
  ...['Storage Queue Data Message Sender', 'Storage Queue Data Message Processor'],
  ...['Storage Table Data Contributor', 'Storage Table Data Reader'],
  ...['Key Vault Secrets User', 'Azure Service Bus Data Sender', 'Azure Service Bus Data Receiver'],
];

/** What Azure and its Terraform provider demand. */
export const AZURE_RULES: readonly Rule[] = [
  {
    type: 'azurerm_storage_account',
    attribute: 'name',
    constraint: match(/^[a-z0-9]{3,24}$/),
    source: `${VALIDATORS}/storage/validate/storage_account_name.go`,
    keeps: ['acmeshop01'],
    breaks: ['ab', 'acme-shop', 'AcmeShop', 'a'.repeat(25)],
  },
  {
    type: 'azurerm_storage_container',
    attribute: 'name',
    constraint: match(/^(\$root|\$web|(?!-)[a-z0-9-]{3,63})$/),
    source: `${VALIDATORS}/storage/validate/storage_container.go`,
    keeps: ['code', '$web'],
    breaks: ['ab', 'Code', '-code'],
  },
  {
    type: 'azurerm_storage_queue',
    attribute: 'name',
    constraint: match(/^[a-z0-9]([a-z0-9-]{1,61}[a-z0-9])$/),
    source: `${VALIDATORS}/storage/validate/storage_queue_name.go`,
    keeps: ['jobs', 'jobs-poison'],
    breaks: ['ab', 'Jobs', '-jobs', 'jobs-', 'jobs_failed'],
  },
  {
    type: 'azurerm_service_plan',
    attribute: 'name',
    constraint: match(/^[0-9a-zA-Z-_]{1,60}$/),
    source: `${VALIDATORS}/appservice/validate/service_plan_name.go`,
    keeps: ['shop', 'shop_plan-1'],
    breaks: ['shop.plan', 's'.repeat(61)],
  },
  {
    type: 'azurerm_function_app_flex_consumption',
    attribute: 'name',
    constraint: match(/^[0-9a-zA-Z-]{1,60}$/),
    source: `${VALIDATORS}/appservice/validate/web_app_name.go`,
    keeps: ['acme-shop'],
    breaks: ['acme_shop', 's'.repeat(61)],
  },
  {
    type: 'azurerm_function_app_flex_consumption',
    attribute: 'runtime_name',
    constraint: beOneOf('dotnet-isolated', 'java', 'node', 'powershell', 'python', 'custom'),
    source: FLEX,
    keeps: ['node'],
    breaks: ['nodejs', 'Node'],
  },
  {
    type: 'azurerm_function_app_flex_consumption',
    attribute: 'storage_container_type',
    constraint: beOneOf('blobContainer'),
    source: FLEX,
    keeps: ['blobContainer'],
    breaks: ['blob'],
  },
  {
    type: 'azurerm_function_app_flex_consumption',
    attribute: 'storage_authentication_type',
    constraint: beOneOf('SystemAssignedIdentity', 'StorageAccountConnectionString', 'UserAssignedIdentity'),
    source: FLEX,
    keeps: ['UserAssignedIdentity'],
    breaks: ['UserAssigned'],
  },
  {
    type: 'azurerm_function_app_flex_consumption',
    attribute: 'maximum_instance_count',
    constraint: lieBetween(1, 1000),
    source: FLEX,
    keeps: [1, 1000],
    breaks: [0, 1001],
  },
  {
    type: 'azurerm_function_app_flex_consumption',
    attribute: 'http_concurrency',
    constraint: lieBetween(1, 1000),
    source: FLEX,
    keeps: [1, 1000],
    breaks: [0, 1001],
  },
  {
    type: 'azurerm_cosmosdb_account',
    attribute: 'name',
    constraint: match(/^[-a-z0-9]{3,50}$/),
    source: `${VALIDATORS}/cosmos/validate/cosmos.go`,
    keeps: ['acme-shop'],
    breaks: ['ab', 'Acme', 'acme_shop'],
  },
  {
    type: 'azurerm_cosmosdb_sql_container',
    attribute: 'throughput',
    constraint: {
      text: 'be at least 400, in steps of 100',
      holds: (value) => Number(value) >= 400 && Number(value) % 100 === 0,
    },
    source: `${VALIDATORS}/cosmos/validate/cosmos.go`,
    keeps: [400, 1000],
    breaks: [300, 450],
  },
  {
    type: 'azurerm_key_vault',
    attribute: 'name',
    constraint: both(match(/^[a-zA-Z][a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$/), match(/^(?!.*--)/)),
    source: `${VALIDATORS}/keyvault/validate/vault_name.go`,
    keeps: ['acme-shop'],
    breaks: ['ab', '1shop', 'shop-', 'acme--shop', 'a'.repeat(25)],
  },
  {
    type: 'azurerm_key_vault_secret',
    attribute: 'name',
    constraint: match(/^[0-9a-zA-Z-]+$/),
    source: `${VALIDATORS}/keyvault/validate/nested_item_name.go`,
    keeps: ['api-key'],
    breaks: ['api_key', ''],
  },
  {
    // Of the many that there are, those that were looked up: a name with a mistake shows at deployment only.
    type: 'azurerm_role_assignment',
    attribute: 'role_definition_name',
    constraint: beOneOf(...ROLES),
    source: 'https://learn.microsoft.com/azure/role-based-access-control/built-in-roles',
    keeps: ['Storage Queue Data Message Processor'],
    breaks: ['Storage Queue Data Processor'],
  },
];
