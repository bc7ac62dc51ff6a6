import { closeSync, openSync, readSync } from 'node:fs';
import type { NativeTarget } from './types';

/** The `e_machine` field. @see https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html */
const MACHINES: Readonly<Record<number, NativeTarget['cpu']>> = { 183: 'arm64', 62: 'x64' };

/** The CPU that a shared library was built for; `undefined` if it is none for Linux on a CPU that we know. */
export function cpuOf(file: string): NativeTarget['cpu'] | undefined {
  const header = Buffer.alloc(20);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, header, 0, header.length, 0);
  } finally {
    closeSync(descriptor);
  }
  const isElf = header.readUInt32BE(0) === 0x7f454c46;
  return isElf ? MACHINES[header.readUInt16LE(18)] : undefined;
}
