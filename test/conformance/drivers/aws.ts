import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { App, Stack } from 'aws-cdk-lib';
import * as aws from 'tradewind/aws';
import { lambda, s3 } from '../../deploy/account';
import { deploymentEnvironment, EMULATOR_CONTEXT, runCdkIn } from '../../deploy/cdk';
import { startEmulator } from '../../deploy/emulator';
import { EMULATOR, installEmulator, installNode } from '../../deploy/installation';
import type { Driver } from '../driver';
import { followLogs } from './aws-logs';
import { peek, setSecrets, shortenWaits } from './aws-preparation';
import { send } from './aws-request';
import { addOutputs, type Outputs, readOutputs, scheduleInput } from './aws-stack';

/** Installs the emulator, and the Node.js of Lambda, unless they are installed. */
export function installRuntime(): void {
  installEmulator();
  installNode();
}

/** Emulator of AWS, to which the plain CDK CLI deploys the synthesized stack. */
export const driver: Driver = {
  provider: 'aws',
  runtime: EMULATOR,
  async start(declare) {
    const work = mkdtempSync(path.join(tmpdir(), 'tradewind-aws-'));
    const app = new App({ outdir: path.join(work, 'out'), context: EMULATOR_CONTEXT });
    const stack = new Stack(app, 'Test');
    declare(aws, stack);
    addOutputs(stack);
    app.synth();
    const emulator = await startEmulator();
    Object.assign(process.env, deploymentEnvironment(emulator.url));
    const outputs = deploy(work);
    await Promise.all([setSecrets(outputs), shortenWaits(outputs)]);
    const logs = followLogs(outputs.all('LogGroup'));
    return {
      fetch: (id, to, init) => send(`${outputs.of(id, 'Url')}${to}`, init),
      async schedule(id, time) {
        const FunctionName = outputs.of(id, 'Function');
        const Payload = scheduleInput(stack, id, time);
        return {
          failed: (await lambda.send(new InvokeCommand({ FunctionName, Payload }))).FunctionError !== undefined,
        };
      },
      async upload(bucket, Key, Body) {
        const Bucket = outputs.of(bucket, 'Bucket');
        if (Body === undefined) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
        else await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
      },
      deadLetters: (queue) => peek(outputs.of(queue, 'DeadLetters')),
      logs: () => logs.text(),
      async stop() {
        await logs.stop();
        await emulator.stop();
        rmSync(work, { recursive: true });
      },
    };
  },
};

/** Deploys as users do. */
function deploy(work: string): Outputs {
  runCdkIn(work, 'bootstrap', 'aws://000000000000/us-east-1');
  const file = path.join(work, 'outputs.json');
  runCdkIn(work, 'deploy', '--app', 'out', '--require-approval', 'never', '--outputs-file', file);
  return readOutputs(JSON.parse(readFileSync(file, 'utf8')).Test);
}
