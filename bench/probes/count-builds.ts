// Preloaded into every Node.js process of a run: records each start of esbuild for a build.
import childProcess from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

type Spawning = 'spawn' | 'spawnSync' | 'execFile' | 'execFileSync' | 'exec' | 'execSync';
const log = process.env.BENCH_SPAWN_LOG!;

for (const name of ['spawn', 'spawnSync', 'execFile', 'execFileSync', 'exec', 'execSync'] satisfies Spawning[]) {
  const original = childProcess[name] as (...args: unknown[]) => unknown;
  const counting = (...args: unknown[]) => {
    const [command, given] = args;
    const line = [command, ...(Array.isArray(given) ? given : [])].join(' ');
    if (line.includes('esbuild') && !line.endsWith('--version')) appendFileSync(log, 'esbuild\n');
    return original(...args);
  };
  Object.assign(childProcess, { [name]: counting });
}
syncBuiltinESMExports();
