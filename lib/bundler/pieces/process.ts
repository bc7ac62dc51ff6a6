import { readFileSync, writeFileSync } from 'node:fs';
import { bundlePieces, type PiecesRequest } from './bundle-pieces';
import type { Toolchain } from './package-files';

/** A request as a process reads it from a file. */
export interface ProcessRequest extends PiecesRequest {
  /** Path of esbuild's module. */
  readonly esbuild: string;
  /** File that receives the result. */
  readonly result: string;
}

async function main(file: string): Promise<void> {
  const { esbuild: module, result, ...request } = JSON.parse(readFileSync(file, 'utf8')) as ProcessRequest;
  const esbuild = require(module) as Toolchain['esbuild'];
  writeFileSync(result, JSON.stringify(await bundlePieces(esbuild, request)));
  // esbuild's service would keep the process.
  process.exit(0);
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  process.stderr.write(String(error));
  process.exit(1);
});
