import { spawn } from 'node:child_process';
import { devNull } from 'node:os';
import type { Binary } from './binary/types';

/** Diagnostic of Terraform about a configuration. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly detail?: string;
  readonly address?: string;
  readonly snippet?: { readonly context?: string | null };
}

/** Line of the output of `apply -json` and `plan -json`. */
export interface TerraformEvent {
  readonly type: string;
  readonly diagnostic?: Diagnostic;
  readonly hook?: { readonly action?: string; readonly resource: { readonly addr: string } };
  readonly change?: { readonly action: string; readonly resource: { readonly addr: string } };
}

export interface Ended {
  readonly code: number;
  readonly output: string;
}

/** Runs Terraform in a folder, without a network and without the user's settings. */
export class Terraform {
  private readonly environment: NodeJS.ProcessEnv;

  constructor(
    private readonly binary: Binary,
    private readonly folder: string,
    environment: NodeJS.ProcessEnv,
  ) {
    const own = Object.entries(process.env).filter(([name]) => !name.startsWith('TF_'));
    const offline = { CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: devNull, TF_IN_AUTOMATION: '1' };
    this.environment = { ...Object.fromEntries(own), ...offline, ...environment };
  }

  run(...args: readonly string[]): Promise<Ended> {
    return new Promise((resolve, reject) => {
      const child = spawn(this.binary.command, args, { cwd: this.folder, env: this.environment });
      let output = '';
      child.stdout.on('data', (data) => (output += data));
      child.stderr.on('data', (data) => (output += data));
      child.once('error', reject);
      child.once('close', (code) => resolve({ code: code ?? 1, output }));
    });
  }
}

/** Parses the lines of a command that printed JSON. Lines of another kind are left out. */
export function eventsOf({ output }: Ended): TerraformEvent[] {
  const lines = output.split('\n').filter((line) => line.startsWith('{'));
  return lines.map((line) => JSON.parse(line) as TerraformEvent);
}

/** Returns the errors among diagnostics, each in a line: where, what and why. */
export function errorsOf(diagnostics: readonly (Diagnostic | undefined)[]): string[] {
  return diagnostics
    .filter((diagnostic) => diagnostic?.severity === 'error')
    .map((diagnostic) => {
      const { address, snippet, summary, detail } = diagnostic!;
      const place = address ?? snippet?.context;
      const text = detail === undefined || detail === '' ? summary : `${summary}. ${detail}`;
      return `${place ? `${place}: ` : ''}${text.replace(/\s+/g, ' ')}`;
    });
}
