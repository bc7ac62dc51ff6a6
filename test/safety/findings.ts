import type { WrittenTemplate } from './assembly';

/** Finding of a tool in a template. */
export interface Finding {
  readonly tool: string;
  readonly rule: string;
  readonly message: string;
  readonly template: WrittenTemplate;
  /** Empty if it is about no single resource. */
  readonly logicalId: string;
}

/** Reason why the construct of the resource accepts this finding; undefined if it does not. */
export function acceptedBecause({ rule, template, logicalId }: Finding): string | undefined {
  return template.acknowledged.get(logicalId)?.get(rule);
}

/** Returns findings without an acknowledgement, a line each. */
export function unacknowledged(findings: readonly Finding[]): string[] {
  return findings.filter((finding) => acceptedBecause(finding) === undefined).map(line);
}

function line({ tool, rule, message, template, logicalId }: Finding): string {
  return `${tool} ${rule} ${template.paths.get(logicalId) ?? template.stack}: ${message}`;
}
