import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type App, Validations } from 'aws-cdk-lib';
import { addEverything, FLAGS, newApp } from './apps';
import { PACKS } from './cdk-nag';
import { addUnsafe } from './unsafe-app';

let printed: string[];

beforeEach(() => {
  printed = [];
  for (const level of ['log', 'warn', 'error'] as const) {
    jest.spyOn(console, level).mockImplementation((...words) => void printed.push(words.join(' ')));
  }
});

afterEach(() => {
  jest.restoreAllMocks();
});

function withPacks(app: App): App {
  Validations.of(app).addPlugins(...PACKS.map((Pack) => new Pack(app)));
  return app;
}

describe.each(Object.entries(FLAGS))('an app with every option and %s', (_name, flags) => {
  let app: App;

  test('passes the rule engine and all packs at synthesis, without output', () => {
    app = withPacks(newApp(flags));
    addEverything(app);
    const { directory } = app.synth();
    expect(printed).toEqual([]);
    const report = JSON.parse(readFileSync(path.join(directory, 'validation-report.json'), 'utf8'));
    expect(report.pluginReports).toEqual([]);
  });

  test('carries no warning', () => {
    const warnings = app.node.findAll().flatMap(({ node }) => {
      return node.metadata.filter(({ type }) => /^aws:cdk:(warning|error)$/.test(type)).map(({ data }) => data);
    });
    // Advice of the CDK for references to another stack without a declared strength.
    expect(warnings.filter((text) => !text.includes('@aws-cdk/core:defaultCrossStackReferences'))).toEqual([]);
  });
});

test('an unsafe app is refused, with its faults', () => {
  const app = withPacks(newApp());
  addUnsafe(app);
  let told = '';
  try {
    app.synth();
  } catch (error) {
    told = (error as Error).message;
  }
  for (const rule of ['AwsSolutions-IAM5[Resource::*]', 'AwsSolutions-IAM5[Action::s3:*]', 'AwsSolutions-S10']) {
    expect(told).toContain(rule);
  }
});
