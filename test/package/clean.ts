import { rmSync } from 'node:fs';

/** Removes everything that the package tests installed. */
export default function clean(): void {
  const folder = process.env.TRADEWIND_PACKAGE_FOLDER;
  if (folder !== undefined && process.env.TRADEWIND_KEEP === undefined)
    rmSync(folder, { recursive: true, force: true });
}
