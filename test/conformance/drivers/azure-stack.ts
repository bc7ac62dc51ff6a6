import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { unzipSync } from 'fflate';

/** Stack as Terraform would receive it, with references to other resources filled in. */
export interface AzureResources {
  readonly apps: readonly SynthesizedApp[];
  readonly subscriptions: readonly Subscription[];
  /** Names of the storage accounts of buckets and queues, by the ids of their constructs. */
  readonly accounts: ReadonlyMap<string, string>;
}

export interface SynthesizedApp {
  /** Id of its construct. */
  readonly id: string;
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** Addresses of other apps in it are resolved once those exist. */
  settings(): Readonly<Record<string, string>>;
  /** Maximum number of deliveries by the host. */
  readonly attempts: number;
}

/** Blobs of which a queue is notified. */
export interface Subscription {
  readonly account: string;
  readonly queueAccount: string;
  readonly eventTypes: readonly string[];
  readonly begins: string;
  readonly ends: string;
}

/** Key of every function app. */
export const FUNCTION_KEY = 'key-of-the-host';

// biome-ignore lint/suspicious/noExplicitAny: whatever a resource has
type Resource = Record<string, any>;

/** Reads a stack. The services are at `address`; `urlOf` returns the address of an app, by the id of its construct. */
export function readAzureStack(folder: string, address: string, urlOf: (id: string) => string): AzureResources {
  const { resource } = JSON.parse(readFileSync(path.join(folder, 'cdk.tf.json'), 'utf8'));
  const of = (type: string): Resource[] => Object.values(resource[`azurerm_${type}`] ?? {});
  const known = (type: string, name: string, attribute: string): string => {
    const found = resource[type][name];
    if (attribute === 'name') return found.name;
    if (attribute === 'primary_blob_endpoint') return `${address}/blob/${found.name}/`;
    if (attribute === 'primary_queue_endpoint') return `${address}/queue/${found.name}/`;
    if (type === 'azurerm_cosmosdb_account' && attribute === 'endpoint') return `${address}/cosmos/`;
    if (attribute === 'vault_uri') return `${address}/vault/`;
    if (attribute === 'client_id') return 'client';
    throw new Error(`The driver does not support ${attribute} of ${type}`);
  };
  const resolve = (text: string): string =>
    text
      .replace(/https:\/\/\$\{azurerm_function_app_flex_consumption\.(\w+)\.default_hostname\}/g, (_, name) =>
        urlOf(idOf(resource.azurerm_function_app_flex_consumption[name])),
      )
      .replace(/\$\{data\.azurerm_function_app_host_keys\.\w+\.default_function_key\}/g, FUNCTION_KEY)
      .replace(/\$\{(azurerm_\w+)\.(\w+)\.(\w+)\}/g, (_, type, name, attribute) => known(type, name, attribute));
  const accountOf = (text: string) =>
    resource.azurerm_storage_account[/azurerm_storage_account\.(\w+)\./.exec(text)![1]!];
  return {
    apps: of('function_app_flex_consumption').map((app) => {
      const files = unzipSync(readFileSync(path.join(folder, packageOf(resource, app))));
      const host = JSON.parse(Buffer.from(files['host.json']!).toString());
      // From which the host takes all triggers but HTTP and timers.
      if (host.extensionBundle?.id !== 'Microsoft.Azure.Functions.ExtensionBundle')
        throw new Error('host.json names no bundle of extensions');
      return {
        id: idOf(app),
        files,
        settings: () =>
          Object.fromEntries(Object.entries<string>(app.app_settings).map(([name, text]) => [name, resolve(text)])),
        attempts: host.extensions.queues?.maxDequeueCount ?? 1,
      };
    }),
    subscriptions: of('eventgrid_system_topic_event_subscription').map((each) => {
      const topic = resource.azurerm_eventgrid_system_topic[/\.(\w+)\.name/.exec(each.system_topic)![1]!];
      return {
        account: accountOf(topic.source_resource_id).name,
        queueAccount: accountOf(each.storage_queue_endpoint.storage_account_id).name,
        eventTypes: each.included_event_types,
        begins: each.subject_filter.subject_begins_with ?? '',
        ends: each.subject_filter.subject_ends_with ?? '',
      };
    }),
    accounts: new Map(of('storage_account').map((account) => [idOf(account), account.name])),
  };
}

/**
 * Finds the package that One Deploy copies into an app, as Resource Manager would: by the template that names the app.
 * There is no other way into an app of the Flex Consumption plan.
 */
function packageOf(resource: Record<string, Record<string, Resource>>, app: Resource): string {
  if (app.zip_deploy_file !== undefined) throw new Error('Flex Consumption has no /api/zipdeploy for zip_deploy_file');
  const reference = `\${azurerm_function_app_flex_consumption.${app['//'].metadata.uniqueId}.name}`;
  const deployments = Object.values(resource.azurerm_resource_group_template_deployment ?? {})
    .flatMap((each) => JSON.parse(each.template_content).resources as Resource[])
    .filter(({ type, name }) => type === 'Microsoft.Web/sites/extensions' && name === `${reference}/onedeploy`);
  if (deployments.length !== 1) throw new Error(`${deployments.length} deployments of code go to ${app.name}`);
  const [, blob] = /azurerm_storage_blob\.(\w+)\.url/.exec(deployments[0]!.properties.packageUri) ?? [];
  const { name, source } = resource.azurerm_storage_blob![blob!]!;
  if (path.posix.basename(name) !== 'released-package.zip') throw new Error(`One Deploy does not accept ${name}`);
  return source;
}

/** Id of the construct that a resource belongs to. */
function idOf(entry: Resource): string {
  return entry['//'].metadata.path.split('/')[1]!;
}
