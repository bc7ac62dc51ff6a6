import * as path from 'node:path';
import type { App } from 'aws-cdk-lib';
import { type ConstructModel, describe } from 'tradewind';

/** Synthesizes an app and prints, per stack, its constructs with their functions and what wakes them. */
export function printDemo(app: App, started: number): void {
  const { constructs } = describe(app);
  const declared = performance.now();
  const assembly = app.synth();
  const done = performance.now();
  for (const stack of assembly.stacks) {
    const resources = Object.keys(stack.template.Resources).length;
    const members = constructs.filter((construct) => construct.path.startsWith(`${stack.id}/`));
    console.log(`\n${stack.id}: ${members.length} constructs, ${count(members)} functions, ${resources} resources`);
    printRows(members.flatMap((construct) => rows(stack.id, construct)));
  }
  const output = path.relative(process.cwd(), assembly.directory);
  console.log(
    `\nDeclared in ${ms(declared - started)}; bundled and synthesized to ${output} in ${ms(done - declared)}.`,
  );
  console.log(`Total ${ms(done - started)}. Deploy with: npx cdk deploy --all`);
}

function count(constructs: readonly ConstructModel[]): number {
  return constructs.reduce((sum, construct) => sum + construct.functions.length, 0);
}

/** A row for each function; a line more for each further trigger. */
function rows(stack: string, { kind, path: id, functions, triggers }: ConstructModel): string[][] {
  return functions.flatMap((fn, index) => {
    const wakes = triggers.filter((trigger) => trigger.function === fn.path).map((trigger) => trigger.on);
    const code =
      fn.entry === undefined ? 'shipped with tradewind' : path.relative(process.cwd(), path.resolve(fn.entry));
    const first = index === 0 ? [kind, id.slice(stack.length + 1)] : ['', ''];
    return [
      [...first, code, `${fn.memory} MiB, ${fn.timeoutSeconds} s`, wakes[0] ?? ''],
      ...wakes.slice(1).map((on) => ['', '', '', '', on]),
    ];
  });
}

function printRows(table: readonly string[][]): void {
  const all = [['construct', 'id', 'code', 'limits', 'wakes on'], ...table];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  for (const row of all)
    console.log(
      `  ${row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd()}`,
    );
}

function ms(duration: number): string {
  return duration < 1000 ? `${Math.round(duration)} ms` : `${(duration / 1000).toFixed(2)} s`;
}
