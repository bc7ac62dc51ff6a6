/**
 * `npm run test:deploy`: deploys the examples with the plain CDK CLI to an emulator of AWS and uses them as their users
 * would. Arguments go to jest: `npm run test:deploy -- gallery`.
 */
import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { deploymentEnvironment, runCdk } from './cdk';
import { startEmulator } from './emulator';
import { copyExamples, REPOSITORY, removeWork, WORK } from './work';

async function main(): Promise<number> {
  const emulator = await startEmulator();
  Object.assign(process.env, deploymentEnvironment(emulator.url));
  let code = 1;
  try {
    copyExamples();
    runCdk('bootstrap', 'aws://000000000000/us-east-1');
    runCdk('deploy', '--all', '--require-approval', 'never', '--outputs-file', 'outputs.json', '--concurrency', '3');
    // The rule engine ran in the first deployment. Later changes of the tests change no template.
    process.env.CDK_VALIDATION = 'false';
    code = runJest();
  } finally {
    if (code !== 0) console.error(`\nThe last lines of the emulator:\n${emulator.logTail()}`);
    await emulator.stop();
    removeWork();
  }
  return code;
}

function runJest(): number {
  const jest = path.join(REPOSITORY, 'node_modules/jest/bin/jest.js');
  const config = path.join(__dirname, 'jest.config.js');
  const env = { ...process.env, TRADEWIND_DEPLOY_WORK: WORK };
  const { status } = spawnSync(process.execPath, [jest, '--config', config, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env,
  });
  return status ?? 1;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    console.error((error as Error).message);
    process.exitCode = 1;
  },
);
