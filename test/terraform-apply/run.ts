import type { AppliedResource, Proof, Step } from './proof';
import type { Call } from './provider/stand-in';
import { brokenRules } from './rules';
import { brokenApps, brokenSettings } from './rules/flex-consumption';
import { brokenProviders } from './rules/providers';
import { type Diagnostic, type Ended, errorsOf, eventsOf, type Terraform, type TerraformEvent } from './terraform';

/** Stack that is taken through Terraform's commands. */
export class Run {
  private readonly steps: Step[] = [];
  private applied: AppliedResource[] = [];

  constructor(
    private readonly stack: string,
    private readonly terraform: Terraform,
    private readonly folder: string,
    private readonly calls: readonly Call[],
  ) {}

  /** Runs one command after the other until one fails. */
  async prove(): Promise<Proof> {
    const proven = (await this.deploy()) && (await this.planAgain()) && this.rules();
    const outputs = proven ? await this.outputs() : {};
    const { stack, steps, applied } = this;
    const calls = this.calls.filter(({ call }) => call !== 'apply');
    return { stack, steps, applied, calls, outputs, failures: this.failures() };
  }

  /** Returns the plan for the stack as it is now. @throws Error when it cannot be planned */
  async plannedChanges(): Promise<string[]> {
    if (!((await this.init()) && (await this.validate()))) throw new Error(this.failures().join('\n'));
    const ended = await this.plan();
    if (ended.code === 1) throw new Error(errorsIn(eventsOf(ended)).join('\n'));
    return changesIn(eventsOf(ended)).map(({ action, address }) => `${action} ${address}`);
  }

  private async deploy(): Promise<boolean> {
    return (await this.init()) && (await this.validate()) && (await this.apply());
  }

  private async init(): Promise<boolean> {
    const ended = await this.terraform.run('init', '-input=false', '-no-color');
    return this.step('init', ended, []);
  }

  private async validate(): Promise<boolean> {
    const ended = await this.terraform.run('validate', '-json');
    return this.step('validate', ended, errorsOf(diagnosticsIn(ended.output)));
  }

  private async apply(): Promise<boolean> {
    // One at a time: then the calls arrive in the order in which Terraform reports them.
    const ended = await this.terraform.run('apply', '-json', '-auto-approve', '-input=false', '-parallelism=1');
    const events = eventsOf(ended);
    const addresses = addressesMade(events);
    const applies = this.calls.filter(({ call }) => call === 'apply');
    this.applied = applies.map(({ type, config }, index) => ({ address: addresses[index] ?? type, type, config }));
    return this.step('apply', ended, errorsIn(events));
  }

  private async planAgain(): Promise<boolean> {
    const ended = await this.plan();
    const events = eventsOf(ended);
    const left = changesIn(events).map(({ action, address }) => `${address} would ${action} again`);
    return this.step('plan', ended, [...errorsIn(events), ...left]);
  }

  private plan(): Promise<Ended> {
    return this.terraform.run('plan', '-json', '-detailed-exitcode', '-input=false');
  }

  private rules(): boolean {
    const failures = [
      ...brokenProviders(this.calls),
      ...brokenSettings(this.calls, this.applied),
      ...brokenApps(this.applied),
      ...brokenRules(this.applied, this.folder),
    ];
    this.steps.push({ name: 'rules', failures });
    return failures.length === 0;
  }

  private async outputs(): Promise<Record<string, unknown>> {
    const { output } = await this.terraform.run('output', '-json');
    const outputs = JSON.parse(output) as Record<string, { readonly value: unknown }>;
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  private step(name: Step['name'], { code, output }: Ended, told: readonly string[]): boolean {
    const failures = code === 0 || told.length > 0 ? told : [`ended with ${code}: ${output.trim()}`];
    this.steps.push({ name, failures });
    return failures.length === 0;
  }

  private failures(): string[] {
    return this.steps.flatMap(({ name, failures }) => failures.map((failure) => `${this.stack} ${name}: ${failure}`));
  }
}

function errorsIn(events: readonly TerraformEvent[]): string[] {
  return errorsOf(events.map(({ diagnostic }) => diagnostic));
}

function changesIn(events: readonly TerraformEvent[]): { action: string; address: string }[] {
  return events
    .filter(({ type }) => type === 'planned_change')
    .map(({ change }) => ({ action: change!.action, address: change!.resource.addr }));
}

// Terraform's own resources are created without a call to a provider.
function addressesMade(events: readonly TerraformEvent[]): string[] {
  return events
    .filter(({ type, hook }) => type === 'apply_complete' && hook?.action === 'create')
    .map(({ hook }) => hook!.resource.addr)
    .filter((address) => !/(^|\.)terraform_data\./.test(address));
}

function diagnosticsIn(output: string): Diagnostic[] {
  try {
    return (JSON.parse(output) as { diagnostics?: Diagnostic[] }).diagnostics ?? [];
  } catch {
    // Not JSON: then the output itself is reported.
    return [];
  }
}
