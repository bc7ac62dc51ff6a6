import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { installEmulator, installNode } from './installation';

/** Running emulator. */
export interface Emulator {
  readonly url: string;
  logTail(): string;
  stop(): Promise<void>;
}

const PROGRAM = path.join(__dirname, 'emulator.py');

/** Starts MiniStack on a free port of this machine only. @see https://github.com/ministackorg/ministack */
export async function startEmulator(): Promise<Emulator> {
  const python = installEmulator();
  const nodeFolder = installNode();
  const folder = mkdtempSync(path.join(tmpdir(), 'tradewind-emulator-'));
  const log = path.join(folder, 'emulator.log');
  const output = openSync(log, 'a');
  const port = await freePort();
  const process = spawn(python, [PROGRAM], {
    cwd: folder,
    env: emulatorEnvironment(port, nodeFolder, folder),
    // Straight into the file: a pipe that no one reads while the CLI runs would block the emulator.
    stdio: ['pipe', output, output],
  });
  const emulator: Emulator = {
    url: `http://127.0.0.1:${port}`,
    logTail: () => readFileSync(log, 'utf8').split('\n').slice(-80).join('\n'),
    stop: () => stop(process, folder),
  };
  await healthy(emulator, process);
  return emulator;
}

/** Passes only the trusted certificates of this process on: functions inherit the emulator's environment. */
function emulatorEnvironment(port: number, nodeFolder: string, folder: string): NodeJS.ProcessEnv {
  return {
    PATH: `${nodeFolder}:${process.env.PATH}`,
    HOME: folder,
    TMPDIR: folder,
    BIND_HOST: '127.0.0.1',
    GATEWAY_PORT: String(port),
    IOT_MTLS_ENABLED: '0',
    NODE_OPTIONS: `--import ${pathToFileURL(path.join(__dirname, 'streaming.ts'))}`,
    S3_DATA_DIR: path.join(folder, 's3'),
    STATE_DIR: path.join(folder, 'state'),
    PYTHONUNBUFFERED: '1',
    // Certificate of a local issuer of tokens.
    ...(process.env.NODE_EXTRA_CA_CERTS && { SSL_CERT_FILE: process.env.NODE_EXTRA_CA_CERTS }),
  };
}

async function healthy(emulator: Emulator, process: ChildProcess): Promise<void> {
  const url = `${emulator.url}/_ministack/health`;
  for (let attempt = 0; attempt < 300 && process.exitCode === null; attempt++) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await sleep(100);
  }
  const tail = emulator.logTail();
  await emulator.stop();
  throw new Error(`The emulator did not start:\n${tail}`);
}

async function stop(process: ChildProcess, folder: string): Promise<void> {
  if (process.exitCode === null) {
    const exited = new Promise((resolve) => process.once('exit', resolve));
    process.stdin?.end();
    const slow = setTimeout(() => process.kill('SIGKILL'), 10_000);
    await exited;
    clearTimeout(slow);
  }
  rmSync(folder, { recursive: true, force: true });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
