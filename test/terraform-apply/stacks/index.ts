import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { Construct } from 'constructs';
import { App } from '../../../lib/terraform/engine';
import { AzureSample } from './azure';
import { CloudflareSample } from './cloudflare';
import { GoogleSample } from './google';

/** Small stack of each provider, without a fault. */
export const SAMPLES = { google: GoogleSample, azure: AzureSample, cloudflare: CloudflareSample } as const;

/** Synthesized stack as it is written, open to be broken by a test. */
export interface StackJson {
  // biome-ignore lint/suspicious/noExplicitAny: the content of a stack depends on its resources
  readonly resource: Record<string, Record<string, any>>;
  readonly provider: Record<string, Record<string, unknown>[]>;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly output: Record<string, any>;
}

const made: string[] = [];

/** Synthesizes a stack, breaks it if requested, and returns its folder. */
export function synthesized(
  Stack: new (scope: Construct, id: string) => Construct,
  spoil: (stack: StackJson) => void = () => {},
): string {
  const outdir = mkdtempSync(path.join(tmpdir(), 'tradewind-stack-'));
  made.push(outdir);
  const app = new App({ outdir });
  new Stack(app, 'sample');
  app.synth();
  const folder = path.join(outdir, 'stacks/sample');
  const file = path.join(folder, 'cdk.tf.json');
  const stack = JSON.parse(readFileSync(file, 'utf8')) as StackJson;
  spoil(stack);
  writeFileSync(file, JSON.stringify(stack));
  return folder;
}

/** Removes everything that was synthesized. */
export function removeSynthesized(): void {
  for (const outdir of made.splice(0)) rmSync(outdir, { recursive: true, force: true });
}
