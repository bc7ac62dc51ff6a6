import type { AppliedResource, Proof, Step } from './proof';
import type { Call } from './provider/stand-in';
import { brokenRules } from './rules';
import { type Diagnostic, type Ended, errorsOf, eventsOf, type Terraform } from './terraform';

/** The commands of a proof, one after the other until one fails. */
export class Run {
  private readonly steps: Step[] = [];
  private applied: AppliedResource[] = [];

  constructor(
    private readonly terraform: Terraform,
    private readonly folder: string,
    private readonly calls: readonly Call[],
  ) {}

  async prove(stack: string): Promise<Proof> {
    const proven =
      (await this.init()) &&
      (await this.validate()) &&
      (await this.apply()) &&
      (await this.planAgain()) &&
      this.rules();
    const outputs = proven ? await this.outputs() : {};
    const failures = this.steps.flatMap((step) => step.failures.map((failure) => `${stack} ${step.name}: ${failure}`));
    const { steps, applied } = this;
    return { stack, steps, applied, calls: this.calls.filter(({ call }) => call !== 'apply'), outputs, failures };
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
    // One at a time: then the calls come in the order in which Terraform tells of them.
    const ended = await this.terraform.run('apply', '-json', '-auto-approve', '-input=false', '-parallelism=1');
    const events = eventsOf(ended);
    const made = events.filter(({ type, hook }) => type === 'apply_complete' && hook?.action === 'create');
    const applies = this.calls.filter(({ call }) => call === 'apply');
    const addresses = made
      .map(({ hook }) => hook!.resource.addr)
      .filter((address) => !/(^|\.)terraform_data\./.test(address));
    this.applied = applies.map(({ type, config }, index) => ({ address: addresses[index] ?? type, type, config }));
    return this.step('apply', ended, errorsOf(events.map(({ diagnostic }) => diagnostic)));
  }

  private async planAgain(): Promise<boolean> {
    const ended = await this.terraform.run('plan', '-json', '-detailed-exitcode', '-input=false');
    const events = eventsOf(ended);
    const changes = events.filter(({ type }) => type === 'planned_change').map(({ change }) => change!);
    const left = changes.map(({ action, resource }) => `${resource.addr} would ${action} again`);
    return this.step('plan', ended, [...errorsOf(events.map(({ diagnostic }) => diagnostic)), ...left]);
  }

  private rules(): boolean {
    const failures = brokenRules(this.applied, this.folder);
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
}

function diagnosticsIn(output: string): Diagnostic[] {
  try {
    return (JSON.parse(output) as { diagnostics?: Diagnostic[] }).diagnostics ?? [];
  } catch {
    return [];
  }
}
