import { Stack, Validations } from 'aws-cdk-lib';
import { ApiFunction, Bucket, readOnly } from 'tradewind/aws';
import { testApp } from 'tradewind/testing';

test('a grant on the objects of a bucket is acknowledged under the id that cdk-nag gives the finding', () => {
  const app = testApp();
  const stack = new Stack(app, 'Shop');
  const bucket = new Bucket(stack, 'Photos');
  const { role } = new ApiFunction(stack, 'Api', {
    entry: 'test/fixtures/handlers/orders.ts',
    auth: 'none',
    bindings: { PHOTOS: readOnly(bucket) },
  });
  app.synth();
  const rules = role.node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.keys(data));
  const { Ref: logicalId } = stack.resolve(bucket.bucket.bucketName);
  expect(rules).toContain(`Annotation::AwsSolutions-IAM5[Resource::<${logicalId}.Arn>/*]`);
});
