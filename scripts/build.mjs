// Compiles the library: CommonJS for the constructs, and ES modules too for the files that are bundled with handlers, so that
// esbuild drops code that a handler does not use.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const compile = (project) => execFileSync(process.execPath, [tsc, '-p', project], { stdio: 'inherit' });

rmSync('dist', { recursive: true, force: true });
compile('scripts/tsconfig.build.json');
compile('scripts/tsconfig.esm.json');
execFileSync(process.execPath, ['--import', 'tsx', 'scripts/declarations/index.ts', 'dist'], { stdio: 'inherit' });
writeFileSync('dist/esm/package.json', `${JSON.stringify({ type: 'module', sideEffects: false })}\n`);
