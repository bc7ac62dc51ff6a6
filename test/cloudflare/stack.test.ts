import { readFileSync } from 'node:fs';
import path from 'node:path';
import { App, CloudflareStack } from 'tradewind/cloudflare';
import { ACCOUNT, problemsOf, synthesize } from './synthesize';

test.each(['shop', '', undefined, 4711, `${ACCOUNT}0`])('refuses the account %p, which is not an id', (accountId) => {
  const make = () => new CloudflareStack(new App(), 'Shop', { accountId: accountId as string });
  expect(problemsOf(make)).toEqual(['STACK_ACCOUNT accountId']);
});

test('accepts an account that is known at deployment', () => {
  const accountId = '$' + '{var.account}';
  expect(new CloudflareStack(new App(), 'Shop', { accountId }).accountId).toBe(accountId);
});

test('asks for a version of the provider that updates queue consumers in place', () => {
  const { app } = synthesize(() => undefined);
  const file = path.join(app.outdir, 'stacks/Shop/cdk.tf.json');
  const { terraform } = JSON.parse(readFileSync(file, 'utf8'));
  expect(terraform.required_providers.cloudflare.version).toBe('>= 5.19.0, < 6.0.0');
});
