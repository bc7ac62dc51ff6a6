import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { REPOSITORY, WORK } from './work';

/** Environment that points the CDK CLI and the SDK at the emulator. */
export function deploymentEnvironment(url: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_ENDPOINT_URL_S3: url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

/** The emulator runs functions on this machine, so native modules must match its CPU. */
export const EMULATOR_CONTEXT = { 'tradewind:architecture': process.arch === 'x64' ? 'x86_64' : 'arm64' };

/**
 * Runs the CDK CLI as users do and returns its output.
 * @throws Error with its output when it fails
 */
export function runCdk(command: string, ...args: string[]): string {
  return runCdkIn(WORK, command, ...args);
}

/** Runs the CDK CLI in another folder. */
export function runCdkIn(cwd: string, command: string, ...args: string[]): string {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, cdkArguments(command, args), {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
    timeout: 180_000,
  });
  const output = `${stdout}\n${stderr}`;
  if (status !== 0) throw new Error(`cdk ${command} failed with ${status}:\n${withoutProgress(output)}`);
  process.stdout.write(`cdk ${command} ${args[0] ?? ''}: ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  return output;
}

function cdkArguments(command: string, args: readonly string[]): string[] {
  const cli = path.join(REPOSITORY, 'node_modules/aws-cdk/bin/cdk');
  const context = Object.entries(EMULATOR_CONTEXT).flatMap(([name, value]) => ['--context', `${name}=${value}`]);
  return [cli, command, ...args, ...context, '--no-notices'];
}

/** Command of the CDK CLI that runs until it is stopped. */
export interface RunningCdk {
  /** Output so far. */
  said(): string;
  stop(): Promise<void>;
}

/** Starts a command of the CDK CLI, such as `watch`. */
export function startCdk(command: string, ...args: string[]): RunningCdk {
  const child = spawn(process.execPath, cdkArguments(command, args), {
    cwd: WORK,
    env: { ...process.env, NO_COLOR: '1' },
  });
  const ended = once(child, 'exit');
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      said += text;
    });
  }
  return {
    said: () => said,
    async stop() {
      child.kill('SIGINT');
      await ended;
    },
  };
}

function withoutProgress(output: string): string {
  return output
    .split('\n')
    .filter((line) => !/ \| \w+_(IN_PROGRESS|COMPLETE) /.test(line))
    .join('\n');
}

/** Returns an output of a stack by the start of its name: CDK adds a hash to outputs within constructs. */
export function output(stack: string, name: string, file = 'outputs.json'): string {
  const outputs = JSON.parse(readFileSync(path.join(WORK, file), 'utf8'))[stack] as Record<string, string>;
  const key = Object.keys(outputs).find((candidate) => candidate.startsWith(name));
  if (key === undefined) throw new Error(`${stack} has no output ${name}, only ${Object.keys(outputs).join(', ')}`);
  return outputs[key] as string;
}

/** Resource of a synthesized template. */
export interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation's own
  readonly Properties: Record<string, any>;
}

/** Returns the deployed resources of a type in a stack. */
export function resources(stack: string, type: string): Resource[] {
  const file = path.join(WORK, 'cdk.out', `${stack}.template.json`);
  const template = JSON.parse(readFileSync(file, 'utf8')) as { Resources: Record<string, Resource> };
  return Object.values(template.Resources).filter((resource) => resource.Type === type);
}
