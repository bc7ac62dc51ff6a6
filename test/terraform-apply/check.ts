/**
 * `npx tsx test/terraform-apply/check.ts cdktf.out`: proves every stack of a synthesized app, and prints what is wrong with
 * it.
 */
import { proveApp } from './prove';

async function check(outdirs: readonly string[]): Promise<void> {
  for (const outdir of outdirs) {
    for (const { stack, applied, failures } of await proveApp(outdir)) {
      const told = failures.length === 0 ? `proven, ${applied.length} resources` : failures.join('\n  ');
      console.log(`${outdir} ${stack}: ${told}`);
      if (failures.length > 0) process.exitCode = 1;
    }
  }
}

check(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
