import * as path from 'node:path';
import type { App } from 'aws-cdk-lib';
import { type ConstructModel, describeApp } from 'tradewind';

/** Time to declare a stack. */
export interface Declared {
  readonly id: string;
  readonly ms: number;
}

/** Synthesizes an app and prints, per stack, its constructs with their functions and triggers. */
export function printDemo(app: App, declared: readonly Declared[]): void {
  const { constructs } = describeApp(app);
  const started = performance.now();
  const assembly = app.synth();
  const synthesis = performance.now() - started;
  for (const { id, ms } of declared) {
    const resources = Object.keys(assembly.getStackByName(id).template.Resources).length;
    const members = constructs.filter((construct) => construct.path.startsWith(`${id}/`));
    const sizes = `${members.length} constructs, ${count(members)} functions, ${resources} resources`;
    console.log(`\n${id}: ${sizes}, declared in ${inWords(ms)}`);
    printRows(members.flatMap((construct) => rows(id, construct)));
  }
  const total = declared.reduce((sum, { ms }) => sum + ms, synthesis);
  const output = path.relative(process.cwd(), assembly.directory);
  console.log(`\nBundled and synthesized to ${output} in ${inWords(synthesis)}; ${inWords(total)} in all.`);
  console.log('Deploy with: npx cdk deploy --all');
}

function count(constructs: readonly ConstructModel[]): number {
  return constructs.reduce((sum, construct) => sum + construct.functions.length, 0);
}

/** A row for each function, and a line for each further trigger. */
function rows(stack: string, { kind, path: id, functions, triggers }: ConstructModel): string[][] {
  return functions.flatMap((fn, index) => {
    const wakes = triggers.filter((trigger) => trigger.function === fn.path).map((trigger) => trigger.on);
    const code =
      fn.entry === undefined ? 'shipped with tradewind' : path.relative(process.cwd(), path.resolve(fn.entry));
    const first = index === 0 ? [kind, id.slice(stack.length + 1)] : ['', ''];
    return [
      [...first, code, `${fn.memory} MiB, ${fn.timeoutSeconds} s`, wakes[0] ?? 'callers, as authorizer'],
      ...wakes.slice(1).map((on) => ['', '', '', '', on]),
    ];
  });
}

function printRows(table: readonly string[][]): void {
  const all = [['construct', 'id', 'code', 'limits', 'triggers'], ...table];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  for (const row of all)
    console.log(
      `  ${row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd()}`,
    );
}

function inWords(duration: number): string {
  return duration < 1000 ? `${Math.round(duration)} ms` : `${(duration / 1000).toFixed(2)} s`;
}
