import type { WrittenTemplate } from './assembly';

/** What a tool found in a template. */
export interface Finding {
  readonly tool: string;
  readonly rule: string;
  readonly message: string;
  readonly template: WrittenTemplate;
  /** Empty when it is about no single resource. */
  readonly logicalId: string;
}

/** Why the construct behind the resource accepts this very finding; undefined if it does not. */
export function acceptedBecause({ rule, template, logicalId }: Finding): string | undefined {
  return template.acknowledged.get(logicalId)?.get(rule);
}

/** The findings that nobody acknowledged, a line each. */
export function unacknowledged(findings: readonly Finding[]): string[] {
  return findings.filter((finding) => acceptedBecause(finding) === undefined).map(line);
}

function line({ tool, rule, message, template, logicalId }: Finding): string {
  return `${tool} ${rule} ${template.paths.get(logicalId) ?? template.stack}: ${message}`;
}
