import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { Stack } from 'aws-cdk-lib';
import type { Command } from 'commander';
import { describeApp } from 'tradewind';
import { ApiFunction, Bucket, ScheduledJob, Table } from 'tradewind/aws';
import { testApp } from 'tradewind/testing';
import type { Portability } from '../../lib/cli/portability';
import { createProgram } from '../../lib/cli/program';

const ENTRY = path.join(__dirname, '../fixtures/handlers/orders.ts');
const JOB = path.join(__dirname, '../fixtures/handlers/job.ts');
const folder = mkdtempSync(path.join(tmpdir(), 'tradewind-cli-'));
const file = path.join(folder, 'tradewind.json');

beforeAll(() => {
  const stack = new Stack(testApp(), 'Shop');
  new ApiFunction(stack, 'Orders', { entry: ENTRY, routes: ['GET /orders/{id}', 'POST /orders'], auth: 'iam' });
  new ScheduledJob(stack, 'Report', {
    entry: JOB,
    schedule: 'every day at 03:00',
    timeZone: 'Europe/Oslo',
    flexibleWindow: { toSeconds: () => 600 },
  });
  writeFileSync(file, JSON.stringify(describeApp(stack.node.root)));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Run {
  readonly out: string;
  readonly error: string;
  readonly code: number;
}

function tradewind(...args: string[]): Run {
  const out: string[] = [];
  const errors: string[] = [];
  let code = 0;
  const program = createProgram({ write: (text) => out.push(text) });
  const quiet = (command: Command) =>
    command
      .exitOverride()
      .configureOutput({ writeErr: (text) => errors.push(text), writeOut: (text) => out.push(text) });
  quiet(program);
  program.commands.forEach(quiet);
  try {
    program.parse(['node', 'tradewind', ...args]);
  } catch (thrown) {
    code = (thrown as { exitCode: number }).exitCode;
  }
  return { out: stripVTControlCharacters(out.join('')), error: stripVTControlCharacters(errors.join('')), code };
}

describe('tradewind ls', () => {
  test('lists each construct with its triggers', () => {
    const { out, code } = tradewind('ls', '--model', file);
    expect(code).toBe(0);
    const lines = out.split('\n').map((line) => line.trim().split(/ {2,}/));
    expect(lines[1]).toEqual([
      'Shop/Orders',
      'ApiFunction',
      'aws',
      'test/fixtures/handlers/orders.ts',
      '1024 MiB, 10 s',
      'GET /orders/{id}',
    ]);
    expect(lines[2]).toEqual(['POST /orders']);
    expect(lines[3]).toContain('every day at 03:00 (Europe/Oslo)');
  });

  test('writes the app model as JSON, and reads it from a folder', () => {
    const { out } = tradewind('ls', '--model', folder, '--json');
    expect(JSON.parse(out).constructs.map(({ path: id }: { path: string }) => id)).toEqual([
      'Shop/Orders',
      'Shop/Report',
    ]);
  });

  test('explains what to do when nothing was synthesized', () => {
    const { error, code } = tradewind('ls', '--model', path.join(folder, 'missing'));
    expect(code).toBe(1);
    expect(error).toMatch(/missing does not exist/);
  });

  test('rejects a model of another version', () => {
    const later = path.join(folder, 'later.json');
    writeFileSync(later, '{ "version": 2 }');
    expect(tradewind('ls', '--model', later).error).toMatch(/version 2, and this version of tradewind reads 1/);
  });
});

describe('tradewind explain', () => {
  test('explains why a resource exists and which prop caused it', () => {
    const { out } = tradewind('explain', 'Shop/Report', '--model', file);
    expect(out).toMatch(/Shop\/Report\/Leases +AWS::DynamoDB::Table +Allows one run.+ overlap: "skip"/);
    expect(out).toMatch(/schedule +"every day at 03:00"/);
    expect(out).toMatch(/maxAge +"1 h" +default: A run that could not start/);
  });

  test('explains a path within a resource by the resource', () => {
    const { out } = tradewind('explain', 'Shop/Report/Failures/Policy', '--model', file, '--json');
    const { resources } = JSON.parse(out);
    expect(resources).toHaveLength(1);
    expect(resources[0]).toMatchObject({ path: 'Shop/Report/Failures', type: 'AWS::SQS::Queue' });
  });

  test('includes resources that the functions of a stack share', () => {
    const { out } = tradewind('explain', 'Shop/TradewindApi', '--model', file);
    expect(out).toMatch(/AWS::ApiGatewayV2::Stage +Deploys routes/);
  });

  test('suggests a path for an unknown one', () => {
    const { error, code } = tradewind('explain', 'orders', '--model', file);
    expect(code).toBe(1);
    expect(error).toMatch(/Did you mean Shop\/Orders/);
  });
});

describe('tradewind explain --to', () => {
  test('reports which chosen props carry over, change and are lost', () => {
    const { out } = tradewind('explain', '--to', 'google', '--model', file, '--json');
    const { constructs } = JSON.parse(out) as Portability;
    const report = constructs.find(({ path: id }) => id === 'Shop/Report')!;
    expect(report.findings.map(({ prop }) => prop)).toEqual(
      expect.arrayContaining([undefined, 'entry', 'schedule', 'timeZone', 'flexibleWindow']),
    );
    expect(report.findings.find(({ prop }) => prop === 'maxAge')).toMatchObject({
      outcome: 'changes',
      note: expect.stringContaining('the default "1 h" does not apply'),
    });
    expect(report.findings.find(({ prop }) => prop === 'flexibleWindow')?.outcome).toBe('is lost');
  });

  test('names bound constructs that do not exist there', () => {
    const bound = path.join(folder, 'bound.json');
    const stack = new Stack(testApp(), 'Shop');
    const bindings = { ORDERS: new Table(stack, 'Table', { partitionKey: 'id' }), FILES: new Bucket(stack, 'Files') };
    new ApiFunction(stack, 'Orders', { entry: ENTRY, auth: 'none', bindings });
    writeFileSync(bound, JSON.stringify(describeApp(stack.node.root)));
    const { out } = tradewind('explain', 'Shop/Orders', '--to', 'vercel', '--model', bound);
    expect(out).toMatch(/bindings\.ORDERS +is lost +Shop\/Table is a Table: databases are third-party products/);
    expect(out).not.toContain('bindings.FILES');
    expect(tradewind('explain', 'Shop/Orders', '--to', 'google', '--model', bound).out).not.toContain(
      'bindings.ORDERS',
    );
  });

  test('reports no change on the same provider', () => {
    const { out } = tradewind('explain', '--to', 'aws', '--model', file);
    expect(out).toMatch(/On aws: \d+ carry over, 0 change, 0 are lost\./);
  });

  test('lists the available providers', () => {
    const { error, code } = tradewind('explain', '--to', 'oracle', '--model', file);
    expect(code).toBe(1);
    expect(error).toMatch(/Allowed choices are aws, google, azure, cloudflare, vercel, netlify/);
  });
});
