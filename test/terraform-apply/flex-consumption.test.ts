import type { AppliedResource } from './proof';
import { brokenApps, brokenSettings } from './rules/flex-consumption';

interface AppOptions {
  readonly account?: string;
  readonly file?: string;
  readonly type?: string;
  readonly packageUri?: string;
}

/** Function app with its uploaded and deployed code. */
function app(
  name: string,
  { account = name, file = 'released-package.zip', ...more }: AppOptions = {},
): AppliedResource[] {
  const { type = 'Microsoft.Web/sites/extensions', packageUri = `[concat('https://x.invalid/?', 'signature')]` } = more;
  const template = {
    variables: { signature: { canonicalizedResource: `/blob/${account}/packages/0123/${file}` } },
    resources: [{ type, name: `${name}/onedeploy`, properties: { packageUri } }],
  };
  const made = (kind: string, config: Record<string, unknown>) => ({ address: `${kind}.${name}`, type: kind, config });
  return [
    made('azurerm_function_app_flex_consumption', {
      name,
      storage_container_endpoint: `https://${account}.invalid/code`,
    }),
    made('azurerm_storage_blob', {
      name: `0123/${file}`,
      storage_account_name: account,
      storage_container_name: 'packages',
    }),
    made('azurerm_resource_group_template_deployment', { template_content: JSON.stringify(template) }),
  ];
}

test('apps with their own code and accounts follow the rules', () => {
  expect(brokenApps([...app('shop-orders'), ...app('shop-report')])).toEqual([]);
});

test.each<[string, AppliedResource[], RegExp]>([
  ['no deployment of code', app('shop').slice(0, 2), /has 0 deployments of code/],
  ['a package that is not uploaded', [app('shop')[0]!, app('shop')[2]!], /its package is not uploaded/],
  ['a package of another name', app('shop', { file: 'code.zip' }), /must be named released-package\.zip/],
  [
    'another extension',
    app('shop', { type: 'Microsoft.Web/sites/config' }),
    /One Deploy is not Microsoft\.Web\/sites\/config/,
  ],
  ['a package that is a path', app('shop', { packageUri: 'assets/code.zip' }), /its packageUri is not an address/],
  ['an account of another app', [...app('one'), ...app('two', { account: 'one' })], /shares the account of .+\.one/],
  [
    'the host id of another app',
    [...app(`${'a'.repeat(32)}-one`), ...app(`${'a'.repeat(32)}-two`)],
    /has the host id of .+, a{32} /,
  ],
])('an app with %s breaks a rule', (_, applied, rule) => {
  expect(brokenApps(applied)).toEqual([expect.stringMatching(rule)]);
});

describe('the settings of the provider', () => {
  const keyless: AppliedResource = {
    address: 'azurerm_storage_account.data',
    type: 'azurerm_storage_account',
    config: { shared_access_key_enabled: false },
  };
  const configure = (config: Record<string, unknown>) => [{ call: 'configure' as const, type: 'azurerm', config }];

  test.each([[[{ storage: [{ data_plane_available: false }] }]], [{ storage: { data_plane_available: false } }]])(
    'do not read the data of accounts without keys: %j',
    (features) => {
      expect(brokenSettings(configure({ features }), [keyless])).toEqual([]);
    },
  );

  test('that read it with a role are fine', () => {
    expect(brokenSettings(configure({ storage_use_azuread: true, features: [{}] }), [keyless])).toEqual([]);
  });

  test('that read it by key break a rule', () => {
    expect(brokenSettings(configure({ features: [{}] }), [keyless])).toEqual([expect.stringMatching(/27752/)]);
  });

  test('that delete the target of a deployment break a rule', () => {
    const [deployment] = app('shop').slice(2);
    expect(brokenSettings(configure({ features: [{}] }), [deployment!])).toEqual([
      expect.stringMatching(/sites\/extensions/),
    ]);
    const features = [{ template_deployment: [{ delete_nested_items_during_deletion: false }] }];
    expect(brokenSettings(configure({ features }), [deployment!])).toEqual([]);
  });
});
