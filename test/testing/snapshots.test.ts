import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Alias } from 'aws-cdk-lib/aws-lambda';
import type { Duration } from 'tradewind';
import { seconds } from 'tradewind';
import { ApiFunction } from 'tradewind/aws';
import { maskTemplate, templateSerializer, testApp } from 'tradewind/testing';

const project = mkdtempSync(path.join(tmpdir(), 'tradewind-snapshots-'));
const entry = path.join(project, 'orders.ts');
const handler = (text: string) => `export default { fetch: () => new Response(${JSON.stringify(text)}) };\n`;

beforeAll(() => writeFileSync(path.join(project, 'package.json'), '{}'));
afterAll(() => rmSync(project, { recursive: true, force: true }));

function synthesize(app: App, timeout: Duration): Template {
  const stack = new Stack(app, 'Shop');
  const orders = new ApiFunction(stack, 'Orders', { entry, auth: 'iam', timeout });
  // A version has a hash of the code in its id.
  new Alias(stack, 'Live', { aliasName: 'live', version: orders.function.currentVersion });
  return Template.fromStack(stack);
}

const bundlingApp = () =>
  new App({ builtinCloudFormationValidation: false, outdir: mkdtempSync(path.join(project, 'out-')) });
const lines = (value: object) => JSON.stringify(value, undefined, 1).split('\n');

/** Returns the lines in which two templates differ. */
function moved(before: object, after: object): number {
  const [a, b] = [lines(before), lines(after)];
  expect(a.length).toBe(b.length);
  return a.filter((line, index) => line !== b[index]).length;
}

test('a handler edit changes the template, but no line of its snapshot', () => {
  writeFileSync(entry, handler('one'));
  const before = synthesize(bundlingApp(), seconds(10));
  writeFileSync(entry, handler('two'));
  const after = synthesize(bundlingApp(), seconds(10));
  expect(moved(before.toJSON(), after.toJSON())).toBeGreaterThan(0);
  expect(moved(maskTemplate(before), maskTemplate(after))).toBe(0);
});

test('a changed timeout changes exactly one line', () => {
  writeFileSync(entry, handler('one'));
  const before = maskTemplate(synthesize(bundlingApp(), seconds(10)));
  const after = maskTemplate(synthesize(bundlingApp(), seconds(11)));
  expect(moved(before, after)).toBe(1);
});

test('a test app gives the same template as a real one except for hashes, and bundles nothing', () => {
  writeFileSync(entry, 'this is no TypeScript at all (');
  const fast = maskTemplate(synthesize(testApp(), seconds(10)));
  expect(() => synthesize(bundlingApp(), seconds(10))).toThrow('orders.ts:1:');
  writeFileSync(entry, handler('one'));
  const real = maskTemplate(synthesize(bundlingApp(), seconds(10)));
  expect(fast).toEqual(real);
});

test('the serializer masks templates, and leaves other objects alone', () => {
  const template = synthesize(testApp(), seconds(10));
  expect(templateSerializer.test(template)).toBe(true);
  expect(templateSerializer.test(template.toJSON())).toBe(true);
  for (const other of [undefined, 'text', {}, { Resources: 1 }, { Resources: { A: {} } }, [], new Map()]) {
    expect(templateSerializer.test(other)).toBe(false);
  }
});
