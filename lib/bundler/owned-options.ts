import type { OwnedOption } from './types';

interface Reason {
  readonly rule: string;
  readonly fix: string;
}

const layout: Reason = {
  rule: 'is set by tradewind, which builds all functions of an app together',
  fix: 'omit it',
};
const always: Reason = { rule: 'is set by tradewind: functions are always bundled for Node.js', fix: 'omit it' };
const mangled: Reason = {
  rule: 'creates names that depend on the other functions of the build, so that nothing could be cached',
  fix: 'omit it',
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
    rule: 'cannot run, because constructs are synchronous and plugins are not',
    fix: 'use loader, alias, define or inject, or build the file before synth and give the result as `entry`',
  },
  splitting: { rule: 'would let a new function change the code of others', fix: 'omit it' },
  stdin: { ...layout, fix: 'write the code to a file and give it as `entry`' },
  write: layout,
  mangleCache: mangled,
  mangleProps: mangled,
  mangleQuoted: mangled,
  reserveProps: mangled,
};
