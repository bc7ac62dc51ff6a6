import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, Stack, Stage } from 'aws-cdk-lib';
import { Repository } from 'aws-cdk-lib/aws-codecommit';
import { CodePipeline, CodePipelineSource, ShellStep } from 'aws-cdk-lib/pipelines';
import { Bucket } from 'tradewind/aws';

// CDK Pipelines synthesizes a stage as soon as it is added.
test('the app model of a pipeline has the constructs of every stage', () => {
  const outdir = mkdtempSync(path.join(tmpdir(), 'tradewind-pipeline-'));
  const app = new App({ outdir });
  const env = { account: '123456789012', region: 'eu-north-1' };
  const stack = new Stack(app, 'Pipeline', { env });
  const input = CodePipelineSource.codeCommit(new Repository(stack, 'Code', { repositoryName: 'shop' }), 'main');
  const pipeline = new CodePipeline(stack, 'Pipeline', {
    synth: new ShellStep('Synth', { input, commands: ['npx cdk synth'] }),
  });
  for (const name of ['Test', 'Production']) {
    const stage = new Stage(app, name, { env });
    new Bucket(new Stack(stage, 'Shop'), 'Photos');
    pipeline.addStage(stage);
  }
  app.synth();
  const model = JSON.parse(readFileSync(path.join(outdir, 'tradewind.json'), 'utf8')) as {
    constructs: { path: string }[];
  };
  expect(model.constructs.map((construct) => construct.path)).toEqual(['Production/Shop/Photos', 'Test/Shop/Photos']);
  rmSync(outdir, { recursive: true });
});
