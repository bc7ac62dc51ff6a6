import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import * as path from 'node:path';
import { cacheFolder } from '../../bundler/project';
import { writeWhole } from '../../bundler/write-whole';
import type { TemplateReport, WrittenTemplate } from './template-report';

const DAY = 86_400_000;
const DAYS_KEPT = 14;

/** Reports of templates, in files that are named after everything that a report depends on. */
export class ReportCache {
  private readonly folder = path.join(cacheFolder(process.cwd()), 'validation');

  constructor(private readonly ruleSet: string) {}

  /** Returns the report of a template; undefined if it was not validated, or its file is damaged. */
  get(template: WrittenTemplate): TemplateReport | undefined {
    const file = this.file(template);
    const status = statSync(file, { throwIfNoEntry: false });
    if (status === undefined) return undefined;
    if (Date.now() - status.mtimeMs > DAY) utimesSync(file, new Date(), new Date());
    return readReport(file);
  }

  /** Stores a report, and deletes those that were not read for two weeks. */
  put(template: WrittenTemplate, report: TemplateReport | undefined): void {
    const text = JSON.stringify(report);
    writeWhole(this.file(template), `${sha256(text)}\n${text}`);
    this.prune();
  }

  private file({ templatePath, accountId, region }: WrittenTemplate): string {
    const key = [this.ruleSet, accountId ?? '', region ?? '', sha256(readFileSync(templatePath))];
    return path.join(this.folder, `${sha256(key.join('\n'))}.json`);
  }

  private prune(): void {
    mkdirSync(this.folder, { recursive: true });
    for (const name of readdirSync(this.folder)) {
      const file = path.join(this.folder, name);
      const status = statSync(file, { throwIfNoEntry: false });
      if (status !== undefined && Date.now() - status.mtimeMs > DAYS_KEPT * DAY) rmSync(file, { force: true });
    }
  }
}

function readReport(file: string): TemplateReport | undefined {
  const content = readFileSync(file, 'utf8');
  const end = content.indexOf('\n');
  const text = content.slice(end + 1);
  return sha256(text) === content.slice(0, end) ? (JSON.parse(text) as TemplateReport) : undefined;
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
