/**
 * An app for the tests of validation, in a process of its own: `app.ts <outdir> <JSON options>`. Prints if the engine was
 * loaded. Its working directory has the cache.
 */
import { App, CfnResource, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import { ReportStack } from '../../../examples/nightly-report/stack';
import { OrdersStack } from '../../../examples/orders-api/stack';
import { GalleryStack } from '../../../examples/photo-gallery/stack';
import { ShopStack } from '../../../examples/portable-shop/stack';
import { ClockStack } from '../../../examples/world-clock/stack';
import { cacheValidation } from '../../../lib/aws';

export interface Options {
  readonly cached?: boolean;
  readonly examples?: boolean;
  readonly nested?: boolean;
  readonly staged?: boolean;
  readonly acknowledged?: boolean;
  readonly rule?: string;
  /** Changes the second stack. */
  readonly runtime?: string;
}

const [outdir, text] = process.argv.slice(2);
const options = JSON.parse(text!) as Options;
const app = new App({ outdir, context: { 'tradewind:bundling': false } });
if (options.cached) {
  const regoRules = options.rule === undefined ? [] : [{ name: 'own.rego', content: options.rule }];
  cacheValidation(app, { regoRules });
}
if (options.examples) {
  for (const [id, Example] of Object.entries({ OrdersStack, ReportStack, GalleryStack, ShopStack, ClockStack }))
    new Example(app, id);
} else declareMistakes(options.staged ? new Stage(app, 'Prod') : app);

function declareMistakes(scope: App | Stage): void {
  const first = new Stack(scope, 'First', { env: { account: '111122223333', region: 'eu-west-1' } });
  new CfnResource(first, 'Function', {
    type: 'AWS::Lambda::Function',
    properties: { Runtime: 'nodejs12.x', Colour: 1 },
  });
  new CfnResource(first, 'Bucket', {
    type: 'AWS::S3::Bucket',
    properties: { VersioningConfiguration: { Status: 'On' } },
  });
  if (options.acknowledged)
    Validations.of(first).acknowledge({ id: 'CloudFormation-Validate::W2531', reason: 'A test.' });
  const second = new Stack(scope, 'Second');
  new CfnResource(second, 'Function', {
    type: 'AWS::Lambda::Function',
    properties: { Runtime: options.runtime ?? 'nodejs14.x', Colour: 1 },
  });
  if (options.nested)
    new CfnResource(new NestedStack(second, 'Inner'), 'Queue', { type: 'AWS::SQS::Queue', properties: { Tint: 1 } });
}

app.synth();
const isLoaded = Object.keys(require.cache).some((file) => file.includes('cloudformation-validate/'));
process.stdout.write(JSON.stringify({ isLoaded }));
