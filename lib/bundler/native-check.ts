import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import * as path from 'node:path';
import { readManifest } from './installed-packages';
import type { NativeTarget } from './types';

// e_machine, see https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html
const MACHINES = { arm64: 0xb7, x64: 0x3e } as const;
const BINARY = /\.node$|\.so(\.\d+)*$/;

/** Detects compiled code by the name of a file. */
export function isBinary(file: string): boolean {
  return BINARY.test(file);
}

/** Returns the fault of an installed tree for a target, or undefined. `files` are relative to `folder`. */
export function faultOf(
  folder: string,
  names: readonly string[],
  files: readonly string[],
  target: NativeTarget,
): string | undefined {
  for (const file of files.filter(isBinary)) {
    const fault = elfFault(path.join(folder, file), target.cpu);
    if (fault !== undefined) return `${file} ${fault}`;
  }
  for (const name of names) {
    const fault = packageFault(folder, name, files, target);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Returns the reason why a file is not compiled for Linux on a CPU, or undefined if it is. */
export function elfFault(file: string, cpu: NativeTarget['cpu']): string | undefined {
  const header = Buffer.alloc(20);
  const descriptor = openSync(file, 'r');
  const length = readSync(descriptor, header, 0, header.length, 0);
  closeSync(descriptor);
  if (length < header.length || header.toString('latin1', 0, 4) !== '\x7fELF') return 'is not compiled for Linux';
  const machine = header.readUInt16LE(18);
  return machine === MACHINES[cpu] ? undefined : `is compiled for machine 0x${machine.toString(16)}, not for ${cpu}`;
}

/**
 * Finds a missing binary: packages such as sharp have an optional dependency for each platform; others contain
 * binaries.
 */
function packageFault(
  folder: string,
  name: string,
  files: readonly string[],
  target: NativeTarget,
): string | undefined {
  const own = path.join(folder, 'node_modules', name);
  if (!existsSync(path.join(own, 'package.json'))) return `${name} was not installed`;
  const platforms = Object.keys(readManifest(own).optionalDependencies ?? {}).filter((each) => isFor(each, target));
  const absent = platforms.find((each) => !existsSync(path.join(folder, 'node_modules', each)));
  if (absent !== undefined) return `${absent} was not installed`;
  const needsBinary = existsSync(path.join(own, 'binding.gyp'));
  return needsBinary && !files.some(isBinary)
    ? `${name} has no prebuilt binary; it is compiled when installed`
    : undefined;
}

/**
 * Detects the platform only by the name, because other platforms' packages are not installed: `@img/sharp-linuxmusl-x64`,
 * `@swc/core-linux-x64-gnu`.
 */
function isFor(name: string, { cpu, libc }: NativeTarget): boolean {
  const words = name.split(/[^a-z0-9]+/);
  const isLinux = words.some((word) => word.startsWith('linux'));
  return isLinux && words.includes(cpu) && name.includes('musl') === (libc === 'musl');
}
