import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { Command, Option } from 'commander';
import pc from 'picocolors';
import { PROVIDER_NAMES } from '../catalogue';
import type { ProviderName } from '../runtime/types';
import { addDevCommand } from './dev';
import { explainPath } from './explain';
import { listApp } from './ls';
import { CliError, type ReadModel, readModel } from './model-file';
import type { Output } from './output';
import { comparePortability, renderPortability } from './portability';

interface Options {
  readonly model?: string;
  readonly json?: boolean;
}

/** Creates the commands. They read the app model from the output of the last synthesis. */
export function createProgram(output: Output = process.stdout): Command {
  const program = new Command('tradewind')
    .description('Inspects an app made with tradewind, as its last synthesis described it.')
    .version(version())
    .showHelpAfterError('(tradewind --help shows every command)')
    .configureOutput({ writeOut: (text) => output.write(text) });
  addListCommand(program, output);
  addExplainCommand(program, output);
  addDevCommand(program, output);
  return program;
}

function addListCommand(program: Command, output: Output): void {
  withCommonOptions(program.command('ls'))
    .description('Lists the constructs of the app with their triggers, bindings and limits.')
    .action((options: Options) =>
      guarded(program, () => {
        const read = readModel(options.model);
        output.write(options.json ? json(read.model) : listApp(read.model));
        tellAge(program, output, read, options);
      }),
    );
}

function addExplainCommand(program: Command, output: Output): void {
  const providers = new Option('--to <provider>', 'report what would change on another provider').choices(
    PROVIDER_NAMES,
  );
  withCommonOptions(program.command('explain'))
    .description(
      'Explains why a resource exists and which prop caused it, or what a move to another provider would change.',
    )
    .argument('[path]', 'path of a construct or a resource, such as Shop/Orders (default: all)')
    .addOption(providers)
    .addHelpText('after', '\nExamples:\n  tradewind explain Shop/Orders\n  tradewind explain --to google')
    .action((path: string | undefined, options: Options & { readonly to?: ProviderName }) =>
      guarded(program, () => {
        const read = readModel(options.model);
        const { model } = read;
        if (options.to !== undefined) {
          const found = comparePortability(model, options.to, path);
          output.write(options.json ? json(found) : renderPortability(found));
        } else {
          const found = explainPath(model, path);
          output.write(options.json ? json(found.data) : found.text);
        }
        tellAge(program, output, read, options);
      }),
    );
}

/** Writes the age of the app model; with JSON, only a warning if it is outdated, to stderr. */
function tellAge(program: Command, output: Output, { file, age, isOutdated }: ReadModel, { json }: Options): void {
  const outdated = `The last synthesis failed. This is the app of ${age} ago, in ${file}.\n`;
  if (json && isOutdated) program.configureOutput().writeErr?.(outdated);
  if (json) return;
  output.write(isOutdated ? pc.yellow(`\n${outdated}`) : pc.dim(`\nSynthesized ${age} ago, in ${file}.\n`));
}

function withCommonOptions(command: Command): Command {
  return command
    .option('-m, --model <file>', 'the tradewind.json to read, or its folder (default: the newest output)')
    .option('--json', 'write JSON');
}

/** Reports a mistake of the user in one line, without a stack. */
function guarded(program: Command, run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    program.error(pc.red(error.message), { exitCode: 1, code: 'tradewind' });
  }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function version(): string {
  const file = path.join(__dirname, '..', '..', 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
