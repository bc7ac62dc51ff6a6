import { ApiFunction, type AzureStack, Bucket, Queue, QueueWorker } from 'tradewind/azure';
import { AnnotationMetadataEntryType } from '../../lib/terraform/engine';
import { only, type Resources, synthesize } from './synthesize';

const API = 'test/fixtures/handlers/orders.ts';
const APP = 'azurerm_function_app_flex_consumption';
const ACCOUNT = 'azurerm_storage_account';
const DELIVERY = 'azurerm_resource_group_template_deployment';

const two = (first = 'One', second = 'Two') =>
  synthesize((stack) => {
    for (const id of [first, second]) new ApiFunction(stack, id, { entry: API, auth: 'none' });
  }).resources;

const api = (props = {}) =>
  synthesize((stack) => new ApiFunction(stack, 'Orders', { entry: API, auth: 'none', ...props }));

/** Names of the accounts that an attribute of each app refers to. */
const accountsOf = (resources: Resources, attribute: string) =>
  Object.values(resources[APP]!).map((app) => /azurerm_storage_account\.(\w+)\./.exec(app[attribute])![1]!);

describe('the code of a function app', () => {
  test('is delivered by One Deploy, and not by an upload that Flex Consumption does not have', () => {
    const { resources } = api();
    expect(only(resources, APP)).not.toHaveProperty('zip_deploy_file');
    const template = JSON.parse(only(resources, DELIVERY).template_content);
    expect(template.resources).toEqual([
      {
        type: 'Microsoft.Web/sites/extensions',
        apiVersion: '2022-09-01',
        name: expect.stringMatching(/^\$\{azurerm_function_app_flex_consumption\.Orders_App_\w+\.name\}\/onedeploy$/),
        location: expect.any(String),
        properties: {
          packageUri: expect.stringMatching(
            /^\[concat\('\$\{azurerm_storage_blob\.Orders_Package_\w+\.url\}\?', listServiceSas\(/,
          ),
          remoteBuild: false,
        },
      },
    ]);
  });

  test('is uploaded under the name that One Deploy requires, into the account of the function', () => {
    const { resources } = api();
    const blob = only(resources, 'azurerm_storage_blob');
    expect(blob.name).toMatch(/^[0-9a-f]{64}\/released-package\.zip$/);
    expect(blob.source).toBe(`assets/${blob.name.split('/')[0]}.zip`);
    expect(blob.storage_account_name).toMatch(/azurerm_storage_account\.Orders_CodeAccount_\w+\.name/);
  });

  test('is read by an address that is signed for that file alone, for an hour, when it is deployed', () => {
    const { parameters, variables } = JSON.parse(only(api().resources, DELIVERY).template_content);
    expect(variables.signature).toMatchObject({ signedResource: 'b', signedPermission: 'r', signedProtocol: 'https' });
    expect(variables.signature.canonicalizedResource).toMatch(
      /^\/blob\/\$\{.+\.name\}\/.+\/\$\{azurerm_storage_blob\..+\.name\}$/,
    );
    expect(parameters.expiry.defaultValue).toContain("dateTimeAdd(utcNow('u'), 'PT1H'");
  });

  test('makes another deployment when it changes, since a second one of a name would repeat the first expiry', () => {
    const { resources } = api();
    const { name, parameters_content: given } = only(resources, DELIVERY);
    expect(name).toMatch(/^shop-orders-[0-9a-f]{8}-[0-9a-f]{16}$/);
    expect(only(resources, 'azurerm_storage_blob').name.startsWith(name.split('-').at(-1))).toBe(true);
    expect(given).toBeUndefined();
  });

  test('is deployed again when the app is created again', () => {
    const { replace_triggered_by: triggers } = only(api().resources, DELIVERY).lifecycle;
    expect(triggers).toEqual([expect.stringMatching(/^azurerm_function_app_flex_consumption\.Orders_App_\w+\.id$/)]);
  });
});

describe('the storage account of a function app', () => {
  test('belongs to one function, which holds no key of another', () => {
    const resources = two();
    for (const attribute of ['storage_access_key', 'storage_container_endpoint']) {
      expect(new Set(accountsOf(resources, attribute)).size).toBe(2);
    }
  });

  test('is the only kind that has keys', () => {
    const { resources } = synthesize((stack) => {
      new Bucket(stack, 'Photos');
      new QueueWorker(stack, 'Work', { entry: API, queue: new Queue(stack, 'Jobs') });
    });
    const keyed = Object.entries(resources[ACCOUNT]!).filter(
      ([, account]) => account.shared_access_key_enabled !== false,
    );
    expect(keyed.map(([name]) => name)).toEqual([expect.stringMatching(/^Work_CodeAccount_/)]);
    expect(Object.keys(resources[ACCOUNT]!)).toHaveLength(3);
  });
});

test('names of function apps are host ids that differ, even where long ones begin alike', () => {
  const long = 'WritesTheReceiptsOfAllTheOrdersOfTheDay';
  const names = Object.values(two(`${long}One`, `${long}Two`)[APP]!).map(({ name }) => name as string);
  // The host takes the first 32 characters.
  expect(new Set(names.map((name) => name.slice(0, 32))).size).toBe(2);
  for (const name of names) expect(name).toMatch(/^(?=.{2,32}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
});

describe('the provider', () => {
  const provider = () => {
    const all = api().json.provider.azurerm as { alias?: string }[];
    return {
      default: all.filter(({ alias }) => alias === undefined),
      logs: all.filter(({ alias }) => alias === 'logs'),
    };
  };

  test('reads no settings of queues, for which accounts without keys have no key', () => {
    expect(provider().default).toMatchObject([{ features: [{ storage: [{ data_plane_available: false }] }] }]);
  });

  test('deletes only the record of a code deployment', () => {
    const features = [{ template_deployment: [{ delete_nested_items_during_deletion: false }] }];
    expect(provider().default).toMatchObject([{ features }]);
  });

  test('deletes the group of the logs with what Azure adds to it, and no other group', () => {
    const { resources } = api();
    const groups = Object.values(resources.azurerm_resource_group!);
    expect(groups.map((group) => group.provider).sort()).toEqual(['azurerm.logs', undefined]);
    expect(JSON.stringify(provider().default)).not.toContain('prevent_deletion');
    const features = [{ resource_group: [{ prevent_deletion_if_contains_resources: false }] }];
    expect(provider().logs).toMatchObject([{ features }]);
    expect(only(resources, 'azurerm_application_insights').resource_group_name).toContain('LogsGroup');
  });

  test('registers the services that a stack uses, by name, once', () => {
    const [first] = provider().default as { resource_providers_to_register?: string[] }[];
    expect(first).toMatchObject({ resource_provider_registrations: 'none' });
    expect(first!.resource_providers_to_register).toEqual(
      expect.arrayContaining(['Microsoft.Web', 'Microsoft.App', 'Microsoft.EventGrid', 'microsoft.insights']),
    );
    expect(provider().logs).toEqual([
      expect.not.objectContaining({ resource_providers_to_register: expect.anything() }),
    ]);
  });
});

describe('concurrency', () => {
  const warnings = (maxInstances?: number) => {
    let found: unknown[] = [];
    synthesize((stack: AzureStack) => {
      const made = new ApiFunction(stack, 'Orders', { entry: API, auth: 'none', maxInstances });
      found = made.node.metadata
        .filter(({ type }) => type === AnnotationMetadataEntryType.WARN)
        .map(({ data }) => data);
    });
    return found;
  };

  test.each([1, 5, 39])('of %d is warned about: some regions refuse it', (maxInstances) => {
    expect(warnings(maxInstances)).toEqual([
      expect.stringMatching(new RegExp(`^\\[tradewind:CONCURRENCY_REGION\\] .+ maxInstances=${maxInstances} `)),
    ]);
  });

  test.each([undefined, 40, 1000])('of %s prints nothing', (maxInstances) => {
    expect(warnings(maxInstances)).toEqual([]);
  });
});
