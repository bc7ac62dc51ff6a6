import type { OwnedOption } from './types';

interface Reason {
  readonly rule: string;
  readonly fix: string;
}

const layout: Reason = {
  rule: 'is set by tradewind, which builds all functions of an app together',
  fix: 'leave it out',
};
const always: Reason = { rule: 'is set by tradewind: functions are always bundled for Node.js', fix: 'leave it out' };
const mangled: Reason = {
  rule: 'gives names that depend on which other functions are built with it, so that nothing could be cached',
  fix: 'leave it out',
};

/** Reasons why an esbuild option cannot be set, with the alternative. */
export const ownedOptions: Readonly<Record<OwnedOption, Reason>> = {
  absWorkingDir: layout,
  allowOverwrite: layout,
  bundle: always,
  entryNames: layout,
  entryPoints: { ...layout, fix: 'use the `entry` prop' },
  logLevel: { rule: 'is set by tradewind, which reports errors and warnings itself', fix: 'use logOverride' },
  metafile: layout,
  nodePaths: { rule: 'would make the bundle depend on this machine', fix: 'use alias, or install the package' },
  outbase: layout,
  outdir: layout,
  outExtension: { ...layout, fix: 'use format: .mjs goes with esm' },
  outfile: layout,
  platform: always,
  plugins: {
    rule: 'cannot run, as constructs are synchronous and plugins are not',
    fix: 'use loader, alias, define or inject, or build the file before synth and give the result as `entry`',
  },
  splitting: { rule: 'would let a new function change the code of others', fix: 'leave it out' },
  stdin: { ...layout, fix: 'write the code to a file and give it as `entry`' },
  write: layout,
  mangleCache: mangled,
  mangleProps: mangled,
  mangleQuoted: mangled,
  reserveProps: mangled,
};
