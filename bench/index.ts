import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { describeMachine } from './machine';
import { type Options, type PartName, readOptions } from './options';
import { measureBundles } from './parts/bundles';
import { measureFormats } from './parts/formats';
import { measureInit } from './parts/init';
import { measureLocal } from './parts/local';
import { measurePieces } from './parts/pieces';
import { measureProviders } from './parts/providers';
import { measureRequests } from './parts/requests';
import { measureResources } from './parts/resources';
import { measureSnapshot } from './parts/snapshot';
import { measureSynth } from './parts/synth';
import { measureValidation } from './parts/validation';
import { Project } from './project';
import { type Bar, type Findings, isMet, replaceSection, toMarkdown } from './report';

const measure: Record<PartName, (project: Project, options: Options) => Promise<Findings>> = {
  synth: measureSynth,
  validation: measureValidation,
  providers: measureProviders,
  snapshot: measureSnapshot,
  resources: measureResources,
  pieces: measurePieces,
  bundles: measureBundles,
  init: measureInit,
  requests: measureRequests,
  local: measureLocal,
  formats: measureFormats,
};

const repository = path.join(__dirname, '..');
const page = path.join(repository, 'BENCHMARKS.md');

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const machine = describeMachine(repository, options.node);
  console.log(`${machine}\n`);
  if (options.build) execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: repository, stdio: 'inherit' });
  const project = new Project(repository);
  try {
    const bars: Bar[] = [];
    for (const part of options.parts) bars.push(...(await runPart(part, project, options)));
    if (options.write) write('machine', machine);
    conclude(bars, options);
  } finally {
    if (options.keep) console.error(`The generated project is in ${project.root}`);
    else project.remove('');
  }
}

async function runPart(part: PartName, project: Project, options: Options): Promise<readonly Bar[]> {
  console.error(`${part} …`);
  const findings = await measure[part](project, options);
  const markdown = toMarkdown(findings);
  console.log(`${markdown}\n`);
  if (options.write) write(part, markdown);
  return findings.bars;
}

/** Writes part by part: a run of hours that fails at its end keeps its earlier results. */
function write(section: string, content: string): void {
  writeFileSync(page, replaceSection(readFileSync(page, 'utf8'), section, content));
}

function conclude(bars: readonly Bar[], { strict }: Options): void {
  const missed = bars.filter((bar) => !isMet(bar));
  console.log(`${bars.length - missed.length} of ${bars.length} bars met`);
  for (const { what, figure, limit } of missed) console.log(`missed: ${what}: ${figure}, limit ${limit}`);
  if (strict && missed.length > 0) process.exitCode = 1;
}

void main();
