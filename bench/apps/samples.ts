// Handlers whose bundles are weighed and started.
import { App, Stack } from 'aws-cdk-lib';
import { ApiFunction, ScheduledJob } from 'tradewind/aws';

const app = new App({ outdir: process.env.BENCH_OUTDIR });
const stack = new Stack(app, 'Samples');
const auth = 'iam';
new ApiFunction(stack, 'Portable', { entry: 'src/order-portable.ts', routes: ['POST /portable/{id}'], auth });
new ApiFunction(stack, 'Native', { entry: 'src/order-native.ts', routes: ['POST /native/{id}'], auth });
new ApiFunction(stack, 'Streamed', {
  entry: 'src/order-portable.ts',
  routes: ['POST /streamed/{id}'],
  auth,
  streaming: true,
});
new ScheduledJob(stack, 'Job', { entry: 'src/job.ts', schedule: 'every 2 hours', overlap: 'allow' });
new ApiFunction(stack, 'Data', { entry: 'src/f1.ts', routes: ['GET /data/{id}'], auth });
app.synth();
