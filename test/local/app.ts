import * as path from 'node:path';
import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { type LocalApp, type LocalAppOptions, localApp, testApp } from 'tradewind/testing';

/** The file of a handler of these tests. */
export const handler = (name: string) => path.join(__dirname, 'handlers', `${name}.ts`);

/** A stack of AWS, in an app that is not bundled. */
export const newStack = () => new Stack(testApp(), 'Shop');

const running: LocalApp[] = [];

/** Runs the app of a construct until `stopAll`. */
export async function run(construct: IConstruct, options?: LocalAppOptions): Promise<LocalApp> {
  const app = await localApp(construct.node.root, options);
  running.push(app);
  return app;
}

/** Stops what the tests of a file have started. */
export async function stopAll(): Promise<void> {
  await Promise.all(running.splice(0).map((app) => app.stop()));
}
