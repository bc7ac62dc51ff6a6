import * as path from 'node:path';
import type { Command } from 'commander';
import pc from 'picocolors';
import type { DevEvent, ReadyEvent } from '../local/dev/dev-event';
import type { Output } from './output';
import { endWithSupervisor, isSupervised, supervise } from './supervise';

interface Options {
  readonly app?: string;
  readonly host: string;
  readonly port: string;
  readonly namespace: string;
  readonly reset?: boolean;
  readonly json?: boolean;
}

/** Errors that are reported in one line: the mistake is not in this program. */
const EXPECTED = ['AppCommandError', 'BuildError', 'EnvFileError', 'PortInUse', 'StateInUse', 'AggregateError'];

/** Adds the command `tradewind dev`. */
export function addDevCommand(program: Command, output: Output): void {
  program
    .command('dev')
    .description('Runs the app on this machine, with every trigger, and reloads what is saved.')
    .option('-a, --app <command>', 'command that declares the app (default: that of cdk.json or cdktf.json)')
    .option('-p, --port <port>', 'port of the app; 0 for any that is free', '3000')
    .option('--host <host>', 'address to listen on', '127.0.0.1')
    .option('-n, --namespace <name>', 'name of the state, of which there can be several', 'default')
    .option('--reset', 'delete the state first')
    .option('--json', 'write events as JSON, one a line')
    .action((options: Options) => runDev(program, output, options));
}

async function runDev(program: Command, output: Output, options: Options): Promise<void> {
  checkOptions(program, options);
  const report = (event: DevEvent) => output.write(options.json ? `${JSON.stringify(event)}\n` : textOf(event));
  if (!isSupervised()) {
    const message = (signal: string) =>
      `The process was ended by ${signal}, as by an allocation that is too large. It starts again.`;
    process.exitCode = await supervise((signal) => report({ type: 'error', message: message(signal) }));
    return;
  }
  try {
    await runEngine(options, report);
  } catch (error) {
    if (!(error instanceof Error) || !EXPECTED.includes(error.name)) throw error;
    program.error(pc.red(error.message), { exitCode: 1, code: 'tradewind' });
  }
}

async function runEngine(options: Options, onEvent: (event: DevEvent) => void): Promise<void> {
  // Required here, so that the other commands load neither esbuild nor the engine.
  const { Dev } = require('../local/dev/dev') as typeof import('../local/dev/dev');
  const { findCommand } = require('../local/dev/app-command') as typeof import('../local/dev/app-command');
  const { app, host, port, namespace, reset = false } = options;
  const folder = process.cwd();
  const command = findCommand(folder, app);
  const dev = await Dev.start({ folder, command, host, port: Number(port), namespace, reset, onEvent });
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    void dev.stop().then(() => process.exit(0));
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  endWithSupervisor(stop);
}

function checkOptions(program: Command, { port, namespace }: Options): void {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    program.error(pc.red(`--port is ${port}. Fix: give a number from 0 to 65535.`));
  if (!/^[A-Za-z0-9][\w-]*$/.test(namespace) || path.basename(namespace) !== namespace)
    program.error(pc.red(`--namespace is ${namespace}. Fix: give letters, digits, _ and -.`));
}

/** An event in words, with its line end. */
function textOf(event: DevEvent): string {
  switch (event.type) {
    case 'ready':
      return readyText(event);
    case 'reloaded':
      return `${pc.green('reloaded')} ${event.functions.join(', ')} ${pc.dim(`${Math.round(event.milliseconds)} ms`)}\n`;
    case 'invocation': {
      const { function: name, trigger, milliseconds, failure } = event;
      const result = failure === undefined ? pc.green('ok') : pc.red(`${failure.kind}: ${failure.message}`);
      return `${pc.cyan(name)} ${trigger} ${result} ${pc.dim(`${Math.round(milliseconds)} ms`)}\n`;
    }
    case 'log':
      return `${pc.dim(event.function)} ${event.line}\n`;
    case 'error':
      return `${pc.red(event.message)}\n`;
    case 'warning':
      return `${pc.yellow(event.message)}\n`;
    default:
      return '';
  }
}

function readyText({ url, routes, jobs, findings }: ReadyEvent): string {
  const lines = [
    `${pc.bold('The app runs at')} ${pc.cyan(url)}`,
    ...routes.map((each) => `  ${each.route}  ${pc.dim(each.function)}`),
    ...jobs.map((job) => `  ${job.path}  ${pc.dim(`next run ${job.next ?? 'never'}`)}`),
    ...findings.map(({ path: name, message, fix }) => pc.yellow(`  ${name}: ${message}. Fix: ${fix}`)),
  ];
  return `${lines.join('\n')}\n`;
}
