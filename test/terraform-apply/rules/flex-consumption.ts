import type { AppliedResource } from '../proof';
import type { Call } from '../provider/stand-in';

const APP = 'azurerm_function_app_flex_consumption';
const DOCS = 'https://learn.microsoft.com/azure/azure-functions';
const ISSUES = 'https://github.com/hashicorp/terraform-provider-azurerm/issues';
/** Number of characters of the name from which the host takes its id. */
const HOST_ID = 32;

/**
 * Checks the function apps of the Flex Consumption plan of a stack against each other, their accounts and their code.
 */
export function brokenApps(applied: readonly AppliedResource[]): string[] {
  const apps = applied.filter(({ type }) => type === APP);
  return [
    ...apps.flatMap((app) => brokenDelivery(app, applied)),
    ...pairs(apps).flatMap(([first, second]) => brokenPair(first, second)),
  ];
}

/** Checks the settings of the provider against the resources. */
export function brokenSettings(calls: readonly Call[], applied: readonly AppliedResource[]): string[] {
  const configured = calls.filter(({ call, type }) => call === 'configure' && type === 'azurerm');
  const makes = (holds: (resource: AppliedResource) => boolean) => applied.some(holds);
  const lacks = (path: readonly string[], value: unknown) =>
    configured.length > 0 && !configured.some(({ config }) => valueAt(config, path) === value);
  const keyless = makes(
    ({ type, config }) => type === 'azurerm_storage_account' && config.shared_access_key_enabled === false,
  );
  const deploys = makes(({ type }) => type === 'azurerm_resource_group_template_deployment');
  const readsQueues =
    lacks(['features', 'storage', 'data_plane_available'], false) && lacks(['storage_use_azuread'], true);
  return [
    ...(keyless && readsQueues
      ? [`provider azurerm: must not read the data of accounts without keys, or needs a role for it (${ISSUES}/27752)`]
      : []),
    ...(deploys && lacks(['features', 'template_deployment', 'delete_nested_items_during_deletion'], false)
      ? [
          'provider azurerm: must keep the target of a deployment when its record is deleted (sites/extensions has no DELETE)',
        ]
      : []),
  ];
}

function brokenDelivery({ address, config }: AppliedResource, applied: readonly AppliedResource[]): string[] {
  const deployed = applied
    .filter(({ type }) => type === 'azurerm_resource_group_template_deployment')
    .map(({ config: each }) => JSON.parse(String(each.template_content)))
    .filter(({ resources }) => resources[0]?.name === `${config.name}/onedeploy`);
  if (deployed.length !== 1)
    return [`${address}: has ${deployed.length} deployments of code (${DOCS}/functions-infrastructure-as-code)`];
  const [{ resources, variables }] = deployed;
  const { type, properties } = resources[0];
  const read = String(variables?.signature?.canonicalizedResource ?? '')
    .split('/')
    .slice(2);
  const uploaded = applied.some(
    ({ type: kind, config: blob }) =>
      kind === 'azurerm_storage_blob' &&
      [blob.storage_account_name, blob.storage_container_name, blob.name].join('/') === read.join('/'),
  );
  return [
    ...(type === 'Microsoft.Web/sites/extensions' ? [] : [`${address}: One Deploy is not ${type}`]),
    ...(/^(\[concat\(')?https:/.test(properties?.packageUri) ? [] : [`${address}: its packageUri is not an address`]),
    ...(read.at(-1) === 'released-package.zip' ? [] : [`${address}: its package must be named released-package.zip`]),
    ...(uploaded ? [] : [`${address}: its package is not uploaded`]),
  ];
}

function brokenPair(first: AppliedResource, second: AppliedResource): string[] {
  const account = ({ config }: AppliedResource) =>
    /^https:\/\/([^/]+)\//.exec(String(config.storage_container_endpoint))?.[1];
  const hostId = ({ config }: AppliedResource) => String(config.name).slice(0, HOST_ID);
  return [
    ...(account(first) === account(second)
      ? [`${second.address}: shares the account of ${first.address}, whose code it could change with the key`]
      : []),
    ...(hostId(first) === hostId(second)
      ? [`${second.address}: has the host id of ${first.address}, ${hostId(first)} (${DOCS}/storage-considerations)`]
      : []),
  ];
}

function pairs<T>(all: readonly T[]): [T, T][] {
  return all.flatMap((first, index) => all.slice(index + 1).map((second): [T, T] => [first, second]));
}

/** Reads a value through blocks, which are lists or objects. */
function valueAt(value: unknown, path: readonly string[]): unknown {
  const [name, ...rest] = path;
  const within = Array.isArray(value) ? value[0] : value;
  return name === undefined ? within : valueAt((within as Record<string, unknown> | undefined)?.[name], rest);
}
