import { readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import * as path from 'node:path';
import { sha256 } from '../../bundler/digest';
import { cacheFolder } from '../../bundler/project';
import { readSealed, writeSealed } from '../../bundler/sealed-file';
import type { TemplateReport, WrittenTemplate } from './template-report';

const DAY = 86_400_000;
const DAYS_KEPT = 14;

/** Reports of templates, in files that are named for everything that a report depends on. */
export class ReportCache {
  private readonly folder = path.join(cacheFolder(process.cwd()), 'validation');

  constructor(private readonly ruleSet: string) {}

  /** The reports of the templates that have been validated, and whose files are not damaged. */
  getAll(templates: readonly WrittenTemplate[]): Map<WrittenTemplate, TemplateReport> {
    const reports = new Map<WrittenTemplate, TemplateReport>();
    for (const template of templates) {
      const report = read(this.file(template));
      if (report !== undefined) reports.set(template, report);
    }
    return reports;
  }

  /** Keeps reports, and deletes those that nothing has read for two weeks. */
  putAll(reports: ReadonlyMap<WrittenTemplate, TemplateReport>): void {
    for (const [template, report] of reports) writeSealed(this.file(template), report);
    this.prune();
  }

  private file({ templatePath, accountId, region }: WrittenTemplate): string {
    const key = [this.ruleSet, accountId ?? '', region ?? '', sha256(readFileSync(templatePath))];
    return path.join(this.folder, `${sha256(key.join('\n'))}.json`);
  }

  private prune(): void {
    for (const name of readdirSync(this.folder)) {
      const file = path.join(this.folder, name);
      if ((ageOf(file) ?? 0) > DAYS_KEPT * DAY) rmSync(file, { force: true });
    }
  }
}

/** Reads a report, and marks it as used. */
function read(file: string): TemplateReport | undefined {
  if ((ageOf(file) ?? 0) > DAY) utimesSync(file, new Date(), new Date());
  return readSealed(file);
}

/** Milliseconds since a file was last used; undefined for one that is missing. */
function ageOf(file: string): number | undefined {
  const status = statSync(file, { throwIfNoEntry: false });
  return status && Date.now() - status.mtimeMs;
}
