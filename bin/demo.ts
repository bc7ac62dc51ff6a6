/**
 * CDK app over the examples, named in cdk.json. Run directly, it synthesizes them, on the other providers too, and
 * prints their constructs.
 */
import { App } from 'aws-cdk-lib';
import cdkJson from '../cdk.json';
import { ReportStack } from '../examples/nightly-report/stack';
import { OrdersStack } from '../examples/orders-api/stack';
import { GalleryStack } from '../examples/photo-gallery/stack';
import { ShopStack } from '../examples/portable-shop/stack';
import { ClockStack } from '../examples/world-clock/stack';
import { demoElsewhere } from './demo-elsewhere';
import { printDemo } from './demo-table';

// The CDK CLI sets the output folder; it passes the context of cdk.json itself, and reads what is printed.
const underCli = process.env.CDK_OUTDIR !== undefined;
const app = new App(underCli ? {} : { outdir: 'cdk.out', context: cdkJson.context });

const stacks = { Orders: OrdersStack, Report: ReportStack, Gallery: GalleryStack, Shop: ShopStack, Clock: ClockStack };
const declared = Object.entries(stacks).map(([id, ExampleStack]) => {
  const started = performance.now();
  new ExampleStack(app, id);
  return { id, ms: performance.now() - started };
});
if (!underCli) {
  printDemo(app, declared);
  demoElsewhere('cdk.out/elsewhere');
}
