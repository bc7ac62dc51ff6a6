// The same handler as the sample `Data`, bundled by NodejsFunction with its defaults and with only `minify`.
import { App, Stack } from 'aws-cdk-lib';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';

const app = new App({ outdir: process.env.BENCH_OUTDIR });
const stack = new Stack(app, 'Defaults');
const runtime = Runtime.NODEJS_24_X;
new NodejsFunction(stack, 'AsItIs', { entry: 'src/f1.ts', runtime });
new NodejsFunction(stack, 'Minified', { entry: 'src/f1.ts', runtime, bundling: { minify: true } });
app.synth();
