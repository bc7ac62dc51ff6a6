import { type App, NestedStack, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type CfnFunction, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { BlockPublicAccess, Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { ApiFunction, ImagePipeline } from 'tradewind/aws';

const entry = 'test/fixtures/handlers/orders.ts';

/** Faults that the checks must find: settings that users broke on purpose, and resources that are not tradewind's. */
export function addUnsafe(app: App): void {
  const stack = new Stack(app, 'Unsafe');
  addOpenBucket(stack);
  addStarRights(stack);
  addPlainResources(stack);
  addImpossibleTimeout(new NestedStack(stack, 'Nested'));
}

function addOpenBucket(scope: Construct): void {
  const source = { enforceSSL: false, blockPublicAccess: BlockPublicAccess.BLOCK_ACLS_ONLY };
  new ImagePipeline(scope, 'Photos', { variants: { thumb: { width: 200 } }, overrides: { source } });
}

/** The role may send traces to `*`; nothing else may hide behind that. */
function addStarRights(scope: Construct): void {
  const star = new ApiFunction(scope, 'Star', { entry, auth: 'iam' });
  star.function.addToRolePolicy(new PolicyStatement({ actions: ['s3:*'], resources: ['*'] }));
}

/** Resources of types that tradewind creates too, with acknowledgements. */
function addPlainResources(scope: Construct): void {
  const code = Code.fromInline('exports.handler = async () => {}');
  new LambdaFunction(scope, 'Plain', { code, handler: 'index.handler', runtime: Runtime.NODEJS_24_X });
  new Bucket(scope, 'PlainBucket');
}

function addImpossibleTimeout(scope: Construct): void {
  const slow = new ApiFunction(scope, 'Slow', { entry, auth: 'iam' });
  (slow.function.node.defaultChild as CfnFunction).addPropertyOverride('Timeout', 9999);
}
