import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { usageMethod } from './process-tree';

const packages = ['aws-cdk-lib', 'constructs', 'esbuild', 'jest', 'zod', '@aws-sdk/client-dynamodb'];

/** Describes the machine and the versions behind the figures. */
export function describeMachine(repository: string, node: string): string {
  const cpus = os.cpus();
  const versions = packages.map((name) => `${name} ${versionOf(repository, name)}`);
  const runtime = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().slice(1);
  return [
    `- ${new Date().toISOString().slice(0, 10)}, ${os.type()} ${os.arch()}, ${cpus.length} × ${cpus[0]?.model.trim()}, ${gibibytes(os.totalmem())} GiB of memory`,
    `- Node.js ${process.versions.node}, ${runtime} for starts and requests; ${versions.join(', ')}`,
    `- load average when the run began: ${os.loadavg()[0]!.toFixed(1)}`,
    `- ${usageMethod}`,
  ].join('\n');
}

function versionOf(repository: string, name: string): string {
  const file = path.join(repository, 'node_modules', name, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

function gibibytes(bytes: number): number {
  return Math.round(bytes / 2 ** 30);
}
