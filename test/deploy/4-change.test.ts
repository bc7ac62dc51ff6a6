import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { logsOf } from './account';
import { output, runCdk, startCdk } from './cdk';
import { call } from './http';
import { eventually } from './wait';
import { WORK } from './work';

const HANDLER = path.join(WORK, 'examples/orders-api/orders.ts');
const url = () => output('Orders', 'TradewindApiUrl');

/** Adds a route to the handler: the answer of `GET /orders/{id}` for one id. Returns its line. */
function addRoute(code: string): number {
  const before = readFileSync(HANDLER, 'utf8');
  const place = "app.get('/orders/:id',";
  const after = before.replace(place, `${code}\n\n${place}`);
  writeFileSync(HANDLER, after);
  return after.slice(0, after.indexOf(code)).split('\n').length;
}

test('after a deployment there is no difference', () => {
  const difference = runCdk('diff', '--fail');
  expect(difference.match(/There were no differences/g)?.length ?? 0).toBeGreaterThanOrEqual(1);
}, 120_000);

test('a changed handler is live after the next deployment, and nothing else has changed', async () => {
  const line = addRoute(
    "app.get('/orders/broken', () => {\n  throw new Error('password=hunter2');\n});\napp.get('/orders/hello', (c) => c.text('changed'));",
  );
  const difference = runCdk('diff', 'Orders');
  expect(difference.match(/^\[.\]|^\s*\[~\] AWS::\S+/gm)).toHaveLength(1);
  runCdk('deploy', 'Orders', '--require-approval', 'never');
  expect((await call(`GET ${url()}/orders/hello`)).text).toBe('changed');

  // An error: no detail in the response, all of it in the log, with the line of the TypeScript file.
  const answer = await call(`GET ${url()}/orders/broken`);
  expect(answer.status).toBe(500);
  expect(answer.text).not.toMatch(/hunter2|\.ts|node_modules/);
  const { requestId } = answer.json();
  const logged = await eventually('the log line', 5, async () =>
    (await logsOf('Orders-OrdersFunction')).find((entry) => entry.requestId === requestId && entry.level === 'ERROR'),
  );
  expect(JSON.stringify(logged)).toMatch('hunter2');
  expect(JSON.stringify(logged)).toMatch(`orders.ts:${line + 1}:`);
}, 180_000);

test('a hotswap brings a changed handler without a deployment of the stack', async () => {
  writeFileSync(HANDLER, readFileSync(HANDLER, 'utf8').replace("c.text('changed')", "c.text('swapped')"));
  const said = runCdk('deploy', 'Orders', '--hotswap');
  expect(said).toMatch(/hotswapp(ed|ing|able)/i);
  expect(said).not.toMatch(/UPDATE_IN_PROGRESS/);
  expect((await call(`GET ${url()}/orders/hello`)).text).toBe('swapped');
}, 120_000);

test('cdk watch deploys each edit of a handler by itself', async () => {
  const watch = startCdk('watch', 'Orders', '--hotswap');
  try {
    await eventually('the watch to be ready', 90, async () =>
      watch.said().includes('Triggering initial') && /deployed|no changes|hotswap/i.test(watch.said())
        ? true
        : undefined,
    );
    writeFileSync(HANDLER, readFileSync(HANDLER, 'utf8').replace("c.text('swapped')", "c.text('watched')"));
    const text = await eventually('the edit', 90, async () => {
      const answer = (await call(`GET ${url()}/orders/hello`)).text;
      return answer === 'watched' ? answer : undefined;
    });
    expect(text).toBe('watched');
  } finally {
    await watch.stop();
  }
}, 240_000);
