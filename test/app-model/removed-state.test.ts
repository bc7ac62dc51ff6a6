import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App as CdkApp, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { QueueWorker, Table } from 'tradewind/aws';
import { CloudflareStack, App as TerraformApp, QueueWorker as Worker } from 'tradewind/cloudflare';
import { NetlifySite, QueueWorker as SiteWorker } from 'tradewind/netlify';

const entry = path.resolve('test/fixtures/handlers/worker.ts');
const context = { 'tradewind:bundling': false };

const folders: string[] = [];
const folder = () => {
  folders.push(mkdtempSync(path.join(tmpdir(), 'tradewind-removed-')));
  return folders.at(-1)!;
};
afterAll(() => {
  for (const each of folders) rmSync(each, { recursive: true });
});

/** Synthesizes an AWS stack with the constructs of `declare`, and returns the warnings of the assembly. */
function synthesize(outdir: string, declare: (stack: Stack) => void, name = 'Shop'): string[] {
  const app = new CdkApp({ outdir, context });
  declare(new Stack(app, name));
  const { messages = [] } = app.synth().getStackByName(name);
  return messages.map(({ entry: { data } }) => String(data)).filter((text) => text.includes('STATE_REMOVED'));
}

const mails = (id: string) => (stack: Stack) => void new QueueWorker(stack, id, { entry, idempotency: { key: 'id' } });

describe('state that is no longer declared', () => {
  test('of a renamed worker on AWS causes a warning that lists its stateful resources', () => {
    const outdir = folder();
    expect(synthesize(outdir, mails('Mails'))).toEqual([]);
    expect(synthesize(outdir, mails('Mails'))).toEqual([]);
    const [warning, ...others] = synthesize(outdir, mails('Post'));
    expect(others).toEqual([]);
    expect(warning).toMatch(
      /^\[tradewind:STATE_REMOVED\] Shop\/Mails: this QueueWorker was declared at the last synthesis, with Shop\/Mails\/DeadLetters, Shop\/Mails\/Queue, Shop\/Mails\/Done, and is no longer: CloudFormation keeps it/,
    );
    // Reported once: the model in the output is the new one now.
    expect(synthesize(outdir, mails('Post'))).toEqual([]);
  });

  test('of a construct that stays causes a warning as well', () => {
    const outdir = folder();
    synthesize(outdir, mails('Mails'));
    const [warning] = synthesize(outdir, (stack) => void new QueueWorker(stack, 'Mails', { entry }));
    expect(warning).toContain('with Shop/Mails/Done, and is no longer');
  });

  test('of a stack that is not declared causes none: it is not deployed', () => {
    const outdir = folder();
    synthesize(outdir, mails('Mails'));
    expect(synthesize(outdir, mails('Mails'), 'Blog')).toEqual([]);
  });

  test('is not reported for a new app', () => {
    expect(synthesize(folder(), (stack) => void new Table(stack, 'Orders', { partitionKey: 'id' }))).toEqual([]);
  });

  test('with Terraform causes a warning with the commands that keep it', () => {
    const outdir = folder();
    const declare = (id: string) => {
      const app = new TerraformApp({ outdir, context });
      const stack = new CloudflareStack(app, 'Shop', { accountId: '0123456789abcdef0123456789abcdef' });
      new Worker(stack, id, { entry });
      app.synth();
      const manifest = JSON.parse(readFileSync(path.join(app.outdir, 'manifest.json'), 'utf8'));
      const annotations: { message: string }[] = manifest.stacks.Shop.annotations;
      return annotations.map(({ message }) => message);
    };
    expect(declare('Mails')).toEqual([]);
    const [warning] = declare('Post');
    expect(warning).toContain('Shop/Mails');
    expect(warning).toContain('terraform state mv');
  });

  test('on Netlify causes a warning: messages stay without a worker', () => {
    const root = folder();
    const declare = (id: string) => {
      const site = new NetlifySite({ root });
      new SiteWorker(site, id, { entry });
      return site.synth().warnings.filter((text) => text.includes('STATE_REMOVED'));
    };
    expect(declare('Mails')).toEqual([]);
    const warnings = declare('Post');
    expect(warnings[0]).toMatch(/Mails.*no function uses it/);
  });
});

describe('state in a deployment on AWS', () => {
  test('is kept when it is removed or replaced, but not when a first deployment fails', () => {
    const stack = new Stack(new CdkApp({ context }), 'Shop');
    mails('Mails')(stack);
    const resources: Record<string, { DeletionPolicy?: string; UpdateReplacePolicy?: string }> = {
      ...Template.fromStack(stack).findResources('AWS::SQS::Queue'),
      ...Template.fromStack(stack).findResources('AWS::DynamoDB::Table'),
    };
    expect(Object.values(resources)).toHaveLength(3);
    for (const { DeletionPolicy, UpdateReplacePolicy } of Object.values(resources))
      expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['RetainExceptOnCreate', 'Retain']);
  });

  test('is deleted with its construct if the app says so', () => {
    const stack = new Stack(new CdkApp({ context }), 'Shop');
    new QueueWorker(stack, 'Mails', { entry, idempotency: { key: 'id' }, removalPolicy: 'destroy' });
    const template = Template.fromStack(stack);
    template.allResources('AWS::SQS::Queue', { DeletionPolicy: 'Delete' });
    template.allResources('AWS::DynamoDB::Table', { DeletionPolicy: 'Delete' });
  });
});
